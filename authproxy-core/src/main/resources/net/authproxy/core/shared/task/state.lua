-- ARGV: now, id. Returns {type, state, time of the last change}; empty when unknown or ended longer ago than its retention.
local id = ARGV[2]
local ended = field(id, 'ended_at')
if not field(id, 'type') or (ended and tonumber(ended) + number(id, 'retention') <= now) then
  return {}
end
return {field(id, 'type'), field(id, 'state'), field(id, 'updated_at')}
