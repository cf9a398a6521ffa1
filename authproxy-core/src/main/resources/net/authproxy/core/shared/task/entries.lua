-- ARGV: now. Returns name, description and last queued slot (or '') of each schedule that is shown.
local shown, entries = redis.call('HGETALL', PREFIX .. 'schedules'), {}
for at = 1, #shown, 2 do
  entries[#entries + 1] = {shown[at], shown[at + 1], redis.call('HGET', PREFIX .. 'runs', shown[at]) or ''}
end
return entries
