import LuaBindings
import LuaRuntime
import Testing

@Suite struct InitializationOrderTests {
  @Test func aClassCanInitializeAfterAllOthers() throws {
    try LuaHost()
      .run(
        """
        local snn = require "snn"
        local order = {}
        local function class(name, is_last)
          local Class = snn.Behavior(name)
          Class.initialize_last = is_last
          function Class:initialize()
            order[#order + 1] = name
          end
          return Class
        end
        local Last, First = class("Last", true), class("First")

        local net = snn.Network { behavior = { [3] = First {} } }
        snn.NeuronGroup {
          net = net, size = 1, behavior = { [1] = Last {}, [2] = First {} },
        }
        net:initialize()
        assert(table.concat(order, " ") == "First First Last")
        """, name: "=test")
  }
}
