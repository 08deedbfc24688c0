-- Lets wrk go through a list of addresses:
--
--   wrk -t1 … -s list.lua http://HOST -- FILE FIRST COUNT around|once|crowd BEFORE AFTER
--
-- Each line of FILE is the middle of an address, up to its first tab; BEFORE and AFTER complete it. COUNT lines from
-- FIRST (from 0) are asked for, 0 being all of them. "around" begins again at their end; "once" stops there, so that
-- nothing is asked for twice; "crowd" goes around and counts apart who is asked to come back (503). At the end one line tells what came of it, for `cargo xtask bench` to read.

local ffi = require("ffi")
ffi.cdef([[
  typedef struct { long seconds; long nanoseconds; } moment;
  int clock_gettime(int clock, moment *now);
]])

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

local function now()
  local moment = ffi.new("moment")
  ffi.C.clock_gettime(1, moment) -- CLOCK_MONOTONIC
  return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

local lines, turn, head, tail = {}, 0, "", ""

function init(args)
  local file, first, count = args[1], tonumber(args[2]), tonumber(args[3])
  local before, after = args[5] or "", args[6] or ""
  local at = 0
  for line in io.lines(file) do
    if at >= first and (count == 0 or at < first + count) then
      lines[#lines + 1] = line:match("^[^\t]*")
    end
    at = at + 1
  end
  local headers = ""
  for name, value in pairs(wrk.headers) do
    headers = headers .. name .. ": " .. value .. "\r\n"
  end
  once, ended, shed = args[4] == "once", 0, 0
  if args[4] == "crowd" then
    -- Only here: wrk is slower when it shows each answer to a script.
    function response(status)
      if status == 503 then shed = shed + 1 end
    end
  end
  head = "GET " .. before
  tail = " HTTP/1.1\r\n" .. headers .. "\r\n"
  -- What follows is one more parameter, behind a question mark or an ampersand.
  joined = after
end

function request()
  turn = turn + 1
  if once and turn >= #lines then
    -- wrk still wants a request: it stops before this one is answered.
    if ended == 0 then ended = now() end
    wrk.thread:stop()
  end
  if not began then began = now() end
  local line = lines[(turn - 1) % #lines + 1]
  local join = (joined == "" or line:sub(-1) == "?") and "" or "&"
  return head .. line .. join .. joined .. tail
end

function done(summary, latency, requests)
  local seconds = summary.duration / 1e6
  local ended = threads[1]:get("ended")
  if ended and ended > 0 then seconds = ended - threads[1]:get("began") end
  local errors, shed = summary.errors, threads[1]:get("shed")
  io.write(string.format(
    "list: %d requests, %.6f s, p50 %.0f us, p99 %.0f us, %d refused, %d broken, %d later\n",
    summary.requests, seconds, latency:percentile(50), latency:percentile(99), errors.status - shed,
    errors.connect + errors.read + errors.write + errors.timeout, shed
  ))
end
