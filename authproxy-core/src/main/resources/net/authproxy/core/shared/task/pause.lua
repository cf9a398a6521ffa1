-- ARGV: now, queue, 1 to pause or 0 to go on.
if ARGV[3] == '1' then
  redis.call('SADD', PREFIX .. 'paused', ARGV[2])
else
  redis.call('SREM', PREFIX .. 'paused', ARGV[2])
  redis.call('PUBLISH', 'authproxy:notify:tasks', ARGV[2])
end
return 1
