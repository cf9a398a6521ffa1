-- ARGV: now, then id and owner of each task. Returns the owners of those that an operator wants to stop.
local stop = {}
for at = 2, #ARGV, 2 do
  if owned(ARGV[at], ARGV[at + 1]) and field(ARGV[at], 'cancel') then
    stop[#stop + 1] = ARGV[at + 1]
  end
end
return stop
