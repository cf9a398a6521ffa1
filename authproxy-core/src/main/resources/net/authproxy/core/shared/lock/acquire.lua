-- KEYS[1] lock; ARGV: now in ms or empty, owner, lease in ms. Returns the fencing number, or '' when the lock is held.
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local held = redis.call('HMGET', KEYS[1], 'owner', 'until', 'fence')
if held[1] and tonumber(held[2]) > now then
  return ''
end
local fence = string.format('%.0f', math.max(tonumber(held[3] or '0') + 1, now * 1000))
redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'until', string.format('%.0f', now + ARGV[3]), 'fence', fence)
-- The number outlives the lease by a day; after that the clock has passed it.
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ARGV[3] + 86400000))
return fence
