-- ARGV: now. Returns id and announcement of each worker, then id, type, queue, owner and start of each running task.
redis.call('ZREMRANGEBYSCORE', PREFIX .. 'workers', '-inf', text(now))
local workers, running = {}, {}
for _, id in ipairs(redis.call('ZRANGE', PREFIX .. 'workers', 0, -1)) do
  local told = redis.call('GET', PREFIX .. 'worker:' .. id)
  if told then
    workers[#workers + 1] = {id, told}
  end
end
for _, queue in ipairs({'critical', 'default', 'low'}) do
  for _, id in ipairs(redis.call('ZRANGE', queue_key(queue, 'active'), 0, -1)) do
    running[#running + 1] =
      {id, field(id, 'type') or '', queue, field(id, 'owner') or '', field(id, 'updated_at') or '0'}
  end
end
return {workers, running}
