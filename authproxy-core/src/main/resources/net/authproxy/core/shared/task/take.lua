-- ARGV: now, worker, lease, longest payload, time dead letters are kept, then the queue to try first for each task wanted.
-- Returns {time until the next one is due or -1, tasks, ids that died}.
local QUEUES = {'critical', 'default', 'low'}
local worker, lease, longest, keep = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local AT_ONCE = 100
local tasks, dead = {}, {}

local function due(key)
  return redis.call('ZRANGEBYSCORE', key, '-inf', text(now), 'LIMIT', 0, AT_ONCE)
end

local function promote(queue, state)
  for _, id in ipairs(due(queue_key(queue, state))) do
    redis.call('ZREM', queue_key(queue, state), id)
    if field(id, 'type') then
      mark(id, 'pending')
    end
    redis.call('LPUSH', queue_key(queue, 'pending'), id)
  end
end

-- Whoever held these has died or hangs. A task that has used up its attempts must not kill more workers.
local function reclaim(queue)
  for _, id in ipairs(due(queue_key(queue, 'active'))) do
    redis.call('ZREM', queue_key(queue, 'active'), id)
    local cancelled = field(id, 'cancel')
    if field(id, 'type') and (cancelled or number(id, 'attempt') > number(id, 'max')) then
      bury(id, queue, cancelled and 'cancelled' or 'worker_lost', keep)
      count(queue, true)
      dead[#dead + 1] = id
    elseif field(id, 'type') then
      mark(id, 'pending')
      redis.call('RPUSH', queue_key(queue, 'pending'), id)
    end
  end
end

local function pop(queue)
  if paused(queue) then
    return false
  end
  for _ = 1, AT_ONCE do
    local id = redis.call('RPOP', queue_key(queue, 'pending'))
    if not id then
      return false
    end
    if field(id, 'type') then
      return id
    end
    redis.call('DEL', record(id))
    dead[#dead + 1] = id
  end
  return false
end

local function take(id, queue)
  local attempt = number(id, 'attempt') + 1
  local fence = math.max(tonumber(redis.call('GET', PREFIX .. 'fence') or '0') + 1, now * 1000)
  redis.call('SET', PREFIX .. 'fence', text(fence))
  mark(id, 'active')
  redis.call('HDEL', record(id), 'cancel')
  redis.call('HSET', record(id), 'attempt', text(attempt), 'owner', worker .. ':' .. text(fence), 'queue', queue)
  redis.call('ZADD', queue_key(queue, 'active'), text(now + lease), id)
  local payload = ''
  if redis.call('HSTRLEN', record(id), 'payload') <= longest then
    payload = field(id, 'payload') or ''
  end
  tasks[#tasks + 1] = {id, field(id, 'type'), payload, queue, text(attempt), text(number(id, 'max')), text(fence)}
end

local function take_one(first)
  local id, queue = pop(first), first
  for _, other in ipairs(QUEUES) do
    if not id and other ~= first then
      id, queue = pop(other), other
    end
  end
  if id then
    take(id, queue)
  end
  return id
end

for _, queue in ipairs(QUEUES) do
  promote(queue, 'scheduled')
  promote(queue, 'retry')
  reclaim(queue)
end
for wanted = 6, #ARGV do
  if not take_one(ARGV[wanted]) then
    break
  end
end

local next_due = -1
for _, queue in ipairs(QUEUES) do
  for _, state in ipairs({'scheduled', 'retry', 'active'}) do
    local head = redis.call('ZRANGE', queue_key(queue, state), 0, 0, 'WITHSCORES')
    if head[2] then
      local wait = math.max(0, tonumber(head[2]) - now)
      if next_due < 0 or wait < next_due then
        next_due = wait
      end
    end
  end
end
return {text(next_due), tasks, dead}
