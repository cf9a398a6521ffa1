-- ARGV: now, time dead letters are kept, queues. Returns for each: the lengths in the order of STATES, processed and failed
-- today and ever, whether it is paused, when its oldest waiting task began to wait (or -1), bytes of memory (estimated).
local SAMPLE = 5
local keep = tonumber(ARGV[2])

local function usage(key)
  local bytes = redis.pcall('MEMORY', 'USAGE', key)
  return type(bytes) == 'number' and bytes or 0
end

local function memory(queue, state, tasks)
  local key, sum = queue_key(queue, state), 0
  local ids = redis.call(state == 'pending' and 'LRANGE' or 'ZRANGE', key, 0, SAMPLE - 1)
  for _, id in ipairs(ids) do
    sum = sum + usage(record(id))
  end
  return usage(key) + (#ids == 0 and 0 or sum / #ids * tasks)
end

local function describe(queue)
  tidy(queue, keep)
  local row, bytes = {}, 0
  for _, state in ipairs(STATES) do
    local tasks = length(queue, state)
    row[#row + 1] = text(tasks)
    bytes = bytes + memory(queue, state, tasks)
  end
  local day = queue_key(queue, 'day:') .. text(math.floor(now / DAY))
  for _, what in ipairs({'processed', 'failed'}) do
    row[#row + 1] = redis.call('HGET', day, what) or '0'
  end
  for _, what in ipairs({':processed', ':failed'}) do
    row[#row + 1] = redis.call('HGET', PREFIX .. 'totals', queue .. what) or '0'
  end
  row[#row + 1] = paused(queue) and '1' or '0'
  local oldest = redis.call('LINDEX', queue_key(queue, 'pending'), -1)
  row[#row + 1] = oldest and field(oldest, 'updated_at') or '-1'
  row[#row + 1] = text(bytes)
  row[#row + 1] = text(now)
  return row
end

local rows = {}
for at = 3, #ARGV do
  rows[#rows + 1] = describe(ARGV[at])
end
return rows
