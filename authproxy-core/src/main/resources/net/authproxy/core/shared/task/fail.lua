-- ARGV: now, id, owner, reason, backoff or -1 for no retry, time dead letters are kept.
-- Returns 0 when the task is another's, 1 when it will be tried again, 2 when it is a dead letter.
local id, backoff = ARGV[2], tonumber(ARGV[5])
if not owned(id, ARGV[3]) then
  return 0
end
local queue = field(id, 'queue')
redis.call('ZREM', queue_key(queue, 'active'), id)
count(queue, true)
if backoff < 0 or number(id, 'attempt') > number(id, 'max') then
  bury(id, queue, ARGV[4], tonumber(ARGV[6]))
  return 2
end
mark(id, 'retry')
redis.call('HSET', record(id), 'last_error', ARGV[4], 'failed_at', text(now))
redis.call('ZADD', queue_key(queue, 'retry'), text(now + backoff), id)
redis.call('PUBLISH', 'authproxy:notify:tasks', queue)
return 1
