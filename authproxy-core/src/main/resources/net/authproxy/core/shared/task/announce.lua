-- ARGV: now, id of the worker, what it tells, lifetime; a lifetime of 0 takes it back.
redis.call('ZREM', PREFIX .. 'workers', ARGV[2])
redis.call('DEL', PREFIX .. 'worker:' .. ARGV[2])
if tonumber(ARGV[4]) > 0 then
  redis.call('ZADD', PREFIX .. 'workers', text(now + ARGV[4]), ARGV[2])
  redis.call('SET', PREFIX .. 'worker:' .. ARGV[2], ARGV[3], 'PX', ARGV[4])
end
return 1
