import LuaBindings
import LuaRuntime
import Testing

/// No script hurts its host.
@Suite struct HostileTests {
  @Test func thereAreAllOfThem() {
    #expect(HostileScript.all.count >= 150)
    for script in HostileScript.all {
      #expect(script.ending != nil, "\(script.testDescription)")
    }
  }

  @Test(arguments: HostileScript.all)
  func aScriptEndsAsItsHeaderSays(script: HostileScript) throws {
    let run = try HostileRun(script)
    let report = Comment(rawValue: String(run.errors.prefix(500)))
    switch script.ending {
    case .ok: #expect(run.status == 0, report)
    case .exit(let status): #expect(run.status == status, report)
    case .forced: #expect(run.status == 124, report)
    case .error(let text):
      #expect(run.status == 1, report)
      #expect(run.errors.contains(text), report)
    case .budget:
      #expect(run.status == 1, report)
      #expect(run.errors.contains("limit of"), report)
    case nil: Issue.record("the header says nothing")
    }
  }

  /// Those that reach nothing outside of their host, and end.
  static let harmless = HostileScript.all.filter {
    $0.isSandboxed && $0.ending != .forced
  }

  @Test(arguments: harmless)
  func theHostGoesOnAfterwards(script: HostileScript) throws {
    var options = LuaHost.Options()
    options.seed = 1
    options.sandbox = Sandbox()
    options.limits.time = .seconds(1)
    options.limits.instructions = 100_000_000
    let host = try LuaHost(options)
    try? host.runFile(script.url.path)
    try host.run(
      """
      local snn = ...
      local x = 0
      for i = 1, 1000 do x = x + i end
      if x ~= 500500 then x() end
      """, name: "=afterwards")
    try host.perform { frame throws(LuaRaise) in
      try frame.load(
        "local snn = ... return snn.ones(3):add_(1):sum()", name: "=tensors")
      try frame.pushLoaded("snn")
      try frame.call(argumentCount: 1, resultCount: 1)
      #expect(try frame.number(at: -1) == 6)
    }
  }
}
