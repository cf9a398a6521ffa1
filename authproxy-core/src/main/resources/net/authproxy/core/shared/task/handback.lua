-- ARGV: now, id, owner. The run does not count as an attempt. Returns 1, or 0 when the task is another's.
local id = ARGV[2]
if not owned(id, ARGV[3]) then
  return 0
end
local queue = field(id, 'queue')
redis.call('ZREM', queue_key(queue, 'active'), id)
mark(id, 'pending')
redis.call('HSET', record(id), 'attempt', text(math.max(0, number(id, 'attempt') - 1)))
redis.call('RPUSH', queue_key(queue, 'pending'), id)
redis.call('PUBLISH', 'authproxy:notify:tasks', queue)
return 1
