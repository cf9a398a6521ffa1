-- ARGV: now, id, longest payload. Returns the task; empty when there is none.
if not field(ARGV[2], 'type') then
  return {}
end
return shown(ARGV[2], tonumber(ARGV[3]))
