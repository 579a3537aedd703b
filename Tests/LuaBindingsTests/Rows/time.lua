-- Time and the course of a simulation: rows of sections 1 and 18.

local snn = require "snn"

local Note = snn.Behavior "Note"

function Note:initialize()
  self.seen = {}
end

function Note:forward(object)
  self.seen[#self.seen + 1] = object.iteration
end

-- A network with one behavior.
local function network(behavior, options)
  options = options or { seed = 1 }
  options.behavior = { behavior }
  local net = snn.Network(options)
  net:initialize()
  return net
end

row("NET-06", "an iteration can be measured by key", function()
  local net = network(Note {})
  equal(net:simulate_iteration(), nil)
  local times = net:simulate_iteration(true)
  assert(times[1] > 0 and next(times, 1) == nil)
  equal(net.iteration, 2)
end)

row("NET-07", "a simulation tells its iterations and its time", function()
  local net = network(Note {})
  local count, ms = net:simulate_iterations(5)
  equal(count, 5)
  assert(ms > 0)
  local seen = {}
  net:simulate_iterations(5, {
    batch_size = 2,
    progress = function(percent, object)
      assert(object == net)
      seen[#seen + 1] = percent
    end,
  })
  equal(seen, { 40, 80, 100 })
end)

row("NET-07", "a wrong number of iterations is an error", function()
  local net = network(Note {})
  fails(function() net:simulate_iterations(1.5) end,
    "simulate_iterations: expected a whole number of 0 or more, got 1.5")
  fails(function() net:simulate_iterations(3, { batch_size = 0 }) end,
    "simulate_iterations: batch_size must be a whole number of at least 1,"
    .. " got 0")
  fails(function() net:simulate_iterations(3, { each = 1 }) end,
    "simulate_iterations: each must be a function, got number")
end)

row("NET-08", "a time is a number of iterations", function()
  local net = network(Note {}, { seed = 1, dt = 0.1 })
  equal(net:simulate "100 ms", 1000)
  equal(net:simulate_iterations "1*ms", 10)
  net.dt = 0.5
  equal(net:simulate("0.01 second"), 20)
  equal(net.iteration, 1030)
end)

row("NET-08", "a time needs a unit and the length of an iteration", function()
  local net = network(Note {})
  fails(function() net:simulate "100 ms" end,
    "100.0 ms can't be counted in iterations of unknown length; give the"
    .. " network its dt, as in Network { dt = 0.1 }, in ms")
  fails(function() net:simulate(100) end,
    'simulate: expected a time such as "100 ms", got number;'
    .. " simulate_iterations takes a number of iterations")
  fails(function() net:simulate "100" end,
    "time '100', column 4: a time has a unit, such as '10 ms'")
  fails(function() net:simulate "5 mss" end,
    "time '5 mss', column 3: there is no unit 'mss'; did you mean 'ms'?")
end)

row("NONE-07", "the network knows the length of an iteration", function()
  equal(snn.Network { dt = 0.1 }.dt, 0.1)
  equal(snn.Network { dt = "100 us" }.dt, 0.1)
  fails(function() snn.Network { dt = 0 } end,
    "dt must be a positive number of ms, not 0.0")
  fails(function() snn.Network { dt = {} } end,
    'Network: dt must be a number of ms or a time such as "0.1 ms", got table')
end)

row("NONE-07", "a behavior runs in every k-th iteration", function()
  local note = Note { run_every = 4 }
  local net = network(note)
  net:simulate_iterations(9)
  equal(note.seen, { 4, 8 })
  note.run_every = nil
  net:simulate_iterations(2)
  equal(note.seen, { 4, 8, 10, 11 })
end)

row("NONE-07", "a behavior runs in a window, of time too", function()
  local note = Note { run_from = "1 ms", run_until = "2 ms" }
  network(note, { seed = 1, dt = 0.5 }):simulate_iterations(9)
  equal(note.seen, { 2, 3, 4 })
  equal({ note.run_from, note.run_every }, { "1.0 ms" })
end)

row("NONE-07", "recorders and library behaviors have a time too", function()
  local recorder = snn.Recorder { "x", run_every = 3 }
  local net = network(recorder)
  net.x = 5
  net:simulate_iterations(7)
  equal(net("x", 1), { 5, 5 })
  recorder.run_until = 8
  equal(recorder.run_until, 8)
  equal(snn.WeightClip { run_every = 2 }.run_every, 2)
  equal(math.type(Note { run_every = 10 / 5 }.run_every), "integer")
end)

row("NONE-07", "a wrong time of a behavior is an error", function()
  fails(function() Note { run_every = 0 } end,
    "run_every must be more than 0, not 0")
  fails(function() Note { run_every = 1.5 } end,
    "Note: run_every must be a whole number of iterations or a time such as"
    .. ' "10 ms", got 1.5')
  fails(function() Note { run_from = 5, run_until = 4 } end,
    "run_until must be run_from, 5, or more, not 4")
  fails(function() Note { run_evry = 5 }.run_from = {} end,
    "Note: run_from must be a whole number of iterations or a time such as"
    .. ' "10 ms", got table')
end)

row("NONE-12", "a function is called after each iteration", function()
  local net, seen = network(Note {}), {}
  net:simulate_iterations(3, {
    each = function(object)
      seen[#seen + 1] = object.iteration
    end,
  })
  equal(seen, { 1, 2, 3 })
end)

row("NONE-12", "a condition ends a simulation", function()
  local net = network(Note {})
  equal(net:simulate_iterations(100, {
    stop = function(object)
      return object.iteration >= 7
    end,
  }), 7)
end)

row("NONE-12", "a behavior ends a simulation", function()
  local End = snn.Behavior "End"
  function End:forward(object)
    if object.iteration == 3 then
      object.network:stop()
    end
  end
  local net = snn.Network { seed = 1, behavior = { End {}, Note {} } }
  net:initialize()
  equal(net:simulate_iterations(10), 3)
  equal(net.Note.seen, { 1, 2, 3 })
  equal(net:simulate_iterations(2), 2)
end)
