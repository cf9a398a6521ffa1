-- ARGV: now, moment to begin at, names of schedules. Returns the last slot of each.
local slots = {}
for at = 3, #ARGV do
  redis.call('HSETNX', PREFIX .. 'slots', ARGV[at], ARGV[2])
  slots[#slots + 1] = redis.call('HGET', PREFIX .. 'slots', ARGV[at])
end
return slots
