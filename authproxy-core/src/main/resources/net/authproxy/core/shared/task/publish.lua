-- ARGV: now, time to show it, then name and description of each schedule.
local key = PREFIX .. 'schedules'
redis.call('DEL', key)
for at = 3, #ARGV, 2 do
  redis.call('HSET', key, ARGV[at], ARGV[at + 1])
end
redis.call('PEXPIRE', key, ARGV[2])
return 1
