import Foundation
import SpikingNetworks
import TestSupport
import Testing

/// The page about the library's behaviors says what their descriptions say.
@Suite struct BehaviorPageTests {
  /// `SNN_LUA_WRITE=1 swift test --filter BehaviorPageTests` writes the page
  /// anew.
  @Test func thePageIsUpToDate() throws {
    let file = packageFolder.appending(
      path: "Sources/LuaBindings/LuaBindings.docc/Behaviors.md")
    if ProcessInfo.processInfo.environment["SNN_LUA_WRITE"] != nil {
      try Self.page.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.page)
  }

  @Test func everyBehaviorAndParameterIsDescribed() {
    for behavior in BehaviorLibrary.all {
      #expect(behavior.summary.hasSuffix("."), "\(behavior.name)")
      for parameter in behavior.parameterDescriptions {
        #expect(!parameter.summary.isEmpty, "\(parameter.name)")
      }
    }
  }

  /// The blocks of Lua in the page.
  private static let examples = page.split(separator: "```lua\n").dropFirst()
    .compactMap { $0.split(separator: "```").first.map(String.init) }

  @Test func theExamplesRun() throws {
    let host = try makeHost()
    try run(
      """
      _G.snn = snn
      local net = snn.Network { seed = 1 }
      local neurons = snn.NeuronGroup { net = net, size = 2 }
      synapse = snn.SynapseGroup {
        net = net, src = neurons, dst = neurons, behavior = {
          [0] = snn.CreateWeights {}, [1] = snn.WeightClip {},
        },
      }
      net:initialize()
      """, in: host)
    #expect(Self.examples.count == 3)
    for example in Self.examples { try host.run(example, name: "=page") }
    try run(
      """
      local net = snn.Network { seed = 1 }
      local n = snn.NeuronGroup {
        net = net, size = 2, behavior = { snn.Behavior "Slow" {} } }
      net:initialize()
      assert(n.Slow.tau == 100)
      """, in: host)
  }

  private static var page: String {
    let introduction = """
      # Behaviors of the library

      Behaviors that need not be written: what they do, and their parameters.

      ## Overview

      Each is made like a behavior of one's own, `snn.WeightClip { w_max = 0.5 }`;
      values without a name are the parameters in the order of the tables. All
      take `tag`, `behavior_enabled`, `run_every`, `run_from` and `run_until` too.

      Parameters are read when a behavior is initialized. To change one in a living
      network, set it in `parameters` and initialize the behavior again; it isn't a
      field of the behavior:

      ```lua
      synapse.WeightClip.parameters.w_max = 0.1
      synapse.WeightClip:reinitialize()
      ```

      ## Extending a behavior

      A class takes over the methods and the parameters of another one by
      `extend`: one of a script, or one of this page. Where it has a method of its
      own, that calls the other's by the name of its class, with `self`:

      ```lua
      local LIF = snn.Behavior "LIF"
      function LIF:initialize(neurons)
        self.tau = self:parameter("tau", 20)  -- ms
        neurons.v = neurons:vector "uniform(0, 1)"
      end
      function LIF:forward(neurons)
        neurons.v:mul_(1 - 1 / self.tau):add_(0.06)
        neurons.spike = neurons.v:gt(1)
        neurons.v[neurons.spike] = 0
      end

      local Noisy = LIF:extend "Noisy"
      function Noisy:initialize(neurons)
        LIF.initialize(self, neurons)
        self.noise = self:parameter("noise", 0.1)
      end
      function Noisy:forward(neurons)
        neurons.v:add_(neurons:vector "normal" * self.noise)
        LIF.forward(self, neurons)
      end

      local Decay = snn.WeightClip:extend("Decay", { compiled = true })
      function Decay:initialize(synapses)
        snn.WeightClip.initialize(self, synapses)
        self.rate = self:parameter("rate", 0.01)
      end
      function Decay:forward(synapses)
        synapses.W:mul_(1 - self.rate)
        snn.WeightClip.forward(self, synapses)
      end

      local net = snn.Network { seed = 1 }
      local neurons = snn.NeuronGroup {
        net = net, size = 10, behavior = { Noisy { tau = 10, noise = 0.2 } },
      }
      local synapses = snn.SynapseGroup {
        net = net, src = neurons, dst = neurons, behavior = {
          [0] = snn.CreateWeights {}, [2] = Decay { w_max = 0.5, rate = 0.02 },
        },
      }
      net:initialize()
      net:simulate_iterations(100)
      assert(snn.is_a(neurons.Noisy, LIF) and synapses.W:max() <= 0.5)
      ```

      `LIF:extend "Noisy"` is short for `snn.Behavior("Noisy", { extends = LIF })`,
      which says nothing if `LIF` is nil. Analysis modules extend each other in the
      same way; recorders can't be extended. What a class lacks is looked for in the
      one that it extends when it is needed, so a method that is changed at the
      prompt changes there too. That goes for the fields `compiled`,
      `initialize_last` and `initialize_on_init` of a class as well.

      A class and the one that it extends share parameters. One that both ask for
      has one default: `self:parameter "tau"` without a default has that with which
      it was asked for before, or with which the library describes it, and another
      default is an error. For another one, the class gives the parameter where it
      was not given, before it goes on:

      ```lua
      local Slow = snn.Behavior "LIF":extend "Slow"
      function Slow:initialize(neurons)
        self.parameters.tau = self.parameters.tau or 100
        snn.Behavior "LIF".initialize(self, neurons)
      end
      ```

      `initialize` and `forward` of the library are called within those of the
      behavior, with the object that these were given; `initialize` belongs into
      `initialize`, for it settles what the parameters say. What the library keeps to
      itself, such as spikes on their way, is saved with the behavior. A class that
      isn't `compiled` runs in Lua, even if it adds nothing to one that compiles
      itself.

      """
    return BehaviorLibrary.all.reduce(introduction) { $0 + section($1) }
  }

  private static func section(_ behavior: LibraryBehavior.Type) -> String {
    let rows = behavior.parameterDescriptions.map { parameter in
      let standard =
        parameter.isRequired
        ? "required"
        : parameter.standard.map { "`\($0.shown)`" } ?? ""
      return "| `\(parameter.name)` | \(standard) | \(parameter.summary) |"
    }
    let table =
      rows.isEmpty
      ? ""
      : "\n| parameter | default | |\n| --- | --- | --- |\n"
        + rows.joined(separator: "\n") + "\n"
    return "\n## \(behavior.name)\n\n\(behavior.summary)\n\(table)"
  }
}
