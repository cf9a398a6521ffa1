-- Reading for operators; follows common.lua.
local STATES = {'pending', 'active', 'scheduled', 'retry', 'archived', 'completed'}

-- A dead letter that an operator runs again gets all its attempts again; false when another task has its unique key.
local function revive(id, state)
  if state ~= 'archived' then
    return true
  end
  local unique = field(id, 'unique')
  if unique and unique ~= '' then
    local holder = redis.call('GET', PREFIX .. 'u:' .. unique)
    local held = holder and holder ~= id and field(holder, 'state')
    if held and held ~= 'completed' and held ~= 'archived' then
      return false
    end
    redis.call('SET', PREFIX .. 'u:' .. unique, id)
  end
  redis.call('HSET', record(id), 'attempt', '0')
  redis.call('HDEL', record(id), 'ended_at')
  redis.call('PERSIST', record(id))
  return true
end

local function length(queue, state)
  return redis.call(state == 'pending' and 'LLEN' or 'ZCARD', queue_key(queue, state))
end

local function tidy(queue, keep)
  forget_archived(queue, keep)
  redis.call('ZREMRANGEBYSCORE', queue_key(queue, 'completed'), '-inf', text(now))
end

-- One task: id, type, payload, queue, state, retries, attempts, last error, time of it, score in its state, end,
-- whether its lease has run out.
local function shown(id, longest)
  local state, queue = field(id, 'state') or '', field(id, 'queue') or ''
  local payload, size = '', redis.pcall('HSTRLEN', record(id), 'payload')
  if type(size) == 'number' and size <= longest then
    payload = field(id, 'payload') or ''
  end
  local score = ''
  if state ~= 'pending' and queue ~= '' then
    score = redis.call('ZSCORE', queue_key(queue, state), id) or ''
  end
  return {id, field(id, 'type') or '', payload, queue, state, text(number(id, 'max')), text(number(id, 'attempt')),
    field(id, 'last_error') or '', field(id, 'failed_at') or '', score, field(id, 'ended_at') or '',
    state == 'active' and score ~= '' and tonumber(score) <= now and '1' or '0'}
end
