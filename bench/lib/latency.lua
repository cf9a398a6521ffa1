-- Prints calls, p50, p95 (microseconds) and failures of one wrk run on a single line.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d\n", summary.requests, latency:percentile(50.0), latency:percentile(95.0),
    errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end
