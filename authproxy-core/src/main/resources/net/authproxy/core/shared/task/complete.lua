-- ARGV: now, id, owner. Returns 1, or 0 when the task is another's.
local id = ARGV[2]
if not owned(id, ARGV[3]) then
  return 0
end
local queue, retention = field(id, 'queue'), number(id, 'retention')
local completed = queue_key(queue, 'completed')
redis.call('ZREM', queue_key(queue, 'active'), id)
free_unique(id)
count(queue, false)
redis.call('ZREMRANGEBYSCORE', completed, '-inf', text(now))
if retention <= 0 then
  redis.call('DEL', record(id))
  return 1
end
mark(id, 'completed')
redis.call('HDEL', record(id), 'last_error')
redis.call('HSET', record(id), 'ended_at', text(now))
redis.call('PEXPIRE', record(id), text(retention))
redis.call('ZADD', completed, text(now + retention), id)
return 1
