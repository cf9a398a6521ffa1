-- ARGV: now, queue, state, most, score after which to begin or '', id after which to begin or '', longest payload,
-- time dead letters are kept. Returns the number of all, then the tasks, next to run (or oldest) first.
local queue, state, most = ARGV[2], ARGV[3], tonumber(ARGV[4])
local after, last, longest = ARGV[5], ARGV[6], tonumber(ARGV[7])
local key = queue_key(queue, state)
tidy(queue, tonumber(ARGV[8]))

-- What is taken leaves at the right end, so if the last shown task is gone, so are those shown before it.
local function waiting()
  local from = 0
  if last ~= '' then
    local at = redis.call('LPOS', key, last, 'RANK', '-1')
    from = at and redis.call('LLEN', key) - at or 0
  end
  local ids = redis.call('LRANGE', key, -(from + most), -(from + 1))
  local reversed = {}
  for at = #ids, 1, -1 do
    reversed[#reversed + 1] = ids[at]
  end
  return reversed
end

local function ordered()
  if last == '' then
    return redis.call('ZRANGE', key, 0, most - 1)
  end
  local from = redis.call('ZCOUNT', key, '-inf', '(' .. after)
  local ids = {}
  for _, id in ipairs(redis.call('ZRANGE', key, from, -1)) do
    if #ids == most then
      break
    end
    if redis.call('ZSCORE', key, id) ~= after or id > last then
      ids[#ids + 1] = id
    end
  end
  return ids
end

local rows = {text(length(queue, state))}
for _, id in ipairs(state == 'pending' and waiting() or ordered()) do
  rows[#rows + 1] = shown(id, longest)
end
return rows
