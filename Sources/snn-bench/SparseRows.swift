/// Sparse synapses: drawing them, input, and plasticity where 1.5 % fired.
extension Benchmark {
  static var sparse: [Benchmark] {
    builds
      + [(5_000, "5,000"), (20_000, "20,000")].flatMap { size, name in
        [
          sparse(
            "W[pre]:sum(1)", size, name, body: "local _ = W[pre]:sum(1)",
            check: """
              local found, sums = W[pre]:sum(1):totable(), {}
              for_each(function(i, j, w)
                if pre_list[i] then sums[j] = (sums[j] or 0) + w end
              end)
              for j = 1, size do expect(found[j], sums[j] or 0, "a sum") end
              """),
          sparse(
            "W[{{}, post}]:sum(2)", size, name,
            body: "local _ = W[{ {}, post }]:sum(2)",
            check: """
              local found, sums = W[{ {}, post }]:sum(2):totable(), {}
              for_each(function(i, j, w)
                if post_list[j] then sums[i] = (sums[i] or 0) + w end
              end)
              for i = 1, size do expect(found[i], sums[i] or 0, "a sum") end
              """),
          sparse(
            "line:step(pre, W)", size, name,
            body: """
              line = line or snn.DelayLine((W * 20):floor())
              local _ = line:step(pre, W)
              """,
            check: """
              line:reset()
              local total = line:step(pre, W):sum()
              for _ = 1, 20 do
                total = total + line:step(snn.zeros_like(pre), W):sum()
              end
              expect(total, W[pre]:sum(), "all currents")
              """),
          update(
            "W[{pre, post}]:add_(c):clamp_(0, 1)", size, name,
            body: "W[{ pre, post }]:add_(0.5):clamp_(0, 1)",
            changed: """
              pre_list[i] and post_list[j] and math.min(w + 0.5, 1)
              """),
          update(
            "W[pre]:mul_(d):add_(d)", size, name,
            body: "W[pre]:mul_(d):add_(d)",
            changed: "pre_list[i] and w * d_list[j] + d_list[j]"),
          update(
            "W[{{}, post}]:mul_(u):add_(u)", size, name,
            body: "W[{ {}, post }]:mul_(u):add_(u)",
            changed: "post_list[j] and w * d_list[i] + d_list[i]"),
        ]
      }
  }

  static func network(_ size: Int) -> String {
    """
    local size = \(size)
    local net = snn.Network { seed = 1 }
    local neurons = snn.NeuronGroup { net = net, size = size }
    local synapse = snn.SynapseGroup { net = net, src = neurons, dst = neurons }
    local draw, line
    """
  }

  private static func sparse(
    _ name: String, _ size: Int, _ shown: String, body: String, check: String
  ) -> Benchmark {
    Benchmark(
      name: "sparse \(name), \(shown), 1 %, 1.5 % fired", unit: .microseconds
    ) { sampler in
      try LuaLoop(
        setup: network(size) + """

          local W = synapse:matrix {
            "uniform", density = 0.01, layout = "sparse" }
          local v = snn.arange(1.0, size + 0.0)
          -- Others fire each time, so that their rows are not in the cache.
          local pres, posts, turn = {}, {}, 0
          for k = 1, 40 do
            pres[k], posts[k] = (v % 67):eq(k), (v % 66):eq(k)
          end
          local pre, post = pres[1], posts[1]
          local d = v % 7 / 8
          local u = d:unsqueeze(2)
          local pre_list, post_list = pre:totable(), post:totable()
          local d_list = d:totable()
          local rows, columns = W:indices()
          rows, columns = rows:totable(), columns:totable()
          local before = W:values():totable()
          local function for_each(body)
            for k = 1, #rows do body(rows[k], columns[k], before[k], k) end
          end
          """,
        body: "turn = turn % 40 + 1"
          + " local pre, post = pres[turn], posts[turn] " + body,
        check: check
      ).measure(sampler)
    }
  }

  /// A change of the entries; `changed` gives what becomes of `w` at `i`, `j`,
  /// or false.
  private static func update(
    _ name: String, _ size: Int, _ shown: String, body: String, changed: String
  ) -> Benchmark {
    sparse(
      name, size, shown, body: body,
      check: """
        local after = W:values():totable()
        for_each(function(i, j, w, k)
          expect(after[k], \(changed) or w, "an entry")
        end)
        """)
  }
}
