-- All keys start with KEYS[1], which holds the hash tag, so they live on one node.
-- t:<id> hash of a task; u:<unique key> id; fence counter; fence:<lock> highest number seen;
-- q:<queue>:pending list (left in, right out); q:<queue>:scheduled, retry (due), active (lease end), archived,
-- completed (end of retention): sorted sets of ids. slots, runs: last slot of each schedule, considered and queued;
-- schedules: what the leading worker shows. paused: queues from which nothing is taken; q:<queue>:day:<days since 1970>
-- and totals: how many runs have ended; workers: ids by the end of their announcement, worker:<id>: what each tells.
-- Times are milliseconds.
local PREFIX = KEYS[1]
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local function record(id)
  return PREFIX .. 't:' .. id
end

local function queue_key(queue, state)
  return PREFIX .. 'q:' .. queue .. ':' .. state
end

local function text(number)
  return string.format('%.0f', number)
end

-- A field of a task; false when it is missing or the record is no hash (somebody wrote into our store).
local function field(id, name)
  local value = redis.pcall('HGET', record(id), name)
  return type(value) == 'string' and value
end

local function number(id, name)
  return tonumber(field(id, name) or '0') or 0
end

local function mark(id, state)
  redis.call('HSET', record(id), 'state', state, 'owner', '', 'updated_at', text(now))
end

local function owned(id, owner)
  return field(id, 'state') == 'active' and field(id, 'owner') == owner
end

local function free_unique(id)
  local unique = field(id, 'unique')
  if unique and unique ~= '' and redis.call('GET', PREFIX .. 'u:' .. unique) == id then
    redis.call('DEL', PREFIX .. 'u:' .. unique)
  end
end

local DAY = 86400000
local DAYS_COUNTED = 91

-- One more run has ended.
local function count(queue, failed)
  local day = queue_key(queue, 'day:') .. text(math.floor(now / DAY))
  redis.call('HINCRBY', day, 'processed', 1)
  redis.call('HINCRBY', PREFIX .. 'totals', queue .. ':processed', 1)
  if failed then
    redis.call('HINCRBY', day, 'failed', 1)
    redis.call('HINCRBY', PREFIX .. 'totals', queue .. ':failed', 1)
  end
  redis.call('PEXPIRE', day, text(DAYS_COUNTED * DAY))
end

local function paused(queue)
  return redis.call('SISMEMBER', PREFIX .. 'paused', queue) == 1
end

local function forget_archived(queue, keep)
  redis.call('ZREMRANGEBYSCORE', queue_key(queue, 'archived'), '-inf', text(now - keep))
end

local function archive(id, queue, keep)
  free_unique(id)
  mark(id, 'archived')
  redis.call('HSET', record(id), 'ended_at', text(now))
  redis.call('ZADD', queue_key(queue, 'archived'), text(now), id)
  forget_archived(queue, keep)
  redis.call('PEXPIRE', record(id), keep)
end

local function bury(id, queue, reason, keep)
  archive(id, queue, keep)
  redis.call('HSET', record(id), 'last_error', reason, 'failed_at', text(now))
end
