import Testing

/// What is assigned to the variables of equations, and what can't be one.
@Suite struct EquationInputTests {
  /// A network of a group `g` of three neurons with these behaviors.
  private func model(_ behaviors: String, dt: String = "") -> String {
    """
    local net = snn.Network { seed = 1, \(dt) behavior = { [0] = snn.Clock "1 ms" } }
    local g = snn.NeuronGroup {
      net = net, size = 3, tag = "g", behavior = { \(behaviors) },
    }
    net:initialize()
    net:simulate_iterations(1)

    """
  }

  private let equation =
    "[1] = snn.Variable 'v = 1', [2] = snn.Equation 'dv/dt = 0 * v * Hz',"

  static let values: [(String, String)] = [
    ("g.v = { 1, 2, 3 }", "a table or the like"), ("g.v = 'off'", "a text"),
    ("g.v = nil", "nil"), ("g.v = snn.eye(3):to_sparse()", "a sparse matrix"),
    ("g.v = snn.zeros(4)", "a tensor of shape [4] and type float32"),
    ("g.v = snn.zeros(3, 3)", "a tensor of shape [3, 3] and type float32"),
  ]

  @Test(arguments: values)
  func aVariableRefusesWhatItCanNotBe(
    assignment: String, found: String
  ) throws {
    #expect(
      try message(
        of: model(equation) + assignment + "; net:simulate_iterations(1)")?
        .contains(
          "in Variable:forward (key 1) of NeuronGroup 'g', iteration 2: 'v'"
            + " of NeuronGroup 'g' must be a number or a tensor of shape [3]"
            + " and type float32, not \(found)") == true)
  }

  static let next: [(String, String)] = [
    ("snn.zeros(4)", "a tensor of shape [4] and type float32"),
    ("snn.ones(3):long()", "a tensor of shape [3] and type int64"),
    ("snn.ones(3):double()", "a tensor of shape [3] and type float64"),
  ]

  @Test(arguments: next)
  func theNextValueMustBeLikeTheVariable(value: String, found: String) throws {
    #expect(
      try message(
        of: model(equation) + "g.v_new = \(value); net:simulate_iterations(1)")?
        .contains(
          "'v_new' of NeuronGroup 'g' must be a tensor of shape [3] and type"
            + " float32, not \(found)") == true)
  }

  @Test func numbersAndTensorsOfAnyTypeAreTakenOn() throws {
    try run(
      model(equation) + """
        for _, value in ipairs { 5, snn.full(3, 5):long(), snn.full(1, 5) } do
          g.v = 0
          net:simulate_iterations(1)
          g.v = value
          net:simulate_iterations(1)
          assert(g.v.dtype == "float32")
          assert(g.v:eq(5):all() and g.v:size(1) == 3)
        end
        """)
  }

  static let pairs: [(String, String)] = [
    (
      "[1] = snn.Variable 'v = 1', [3] = snn.Variable 'v = 2'",
      "Variable: parameter 'eq' = 'v = 2': the Variable with key 1 has 'v' of"
        + " NeuronGroup 'g' already; this one has key 3"
    ),
    (
      "[1] = snn.Variable 'v = 1', [2] = snn.Equation 'dv/dt = 1 * Hz',"
        + " [2.5] = snn.Equation 'dv/dt = 2 * Hz'",
      "Equation: parameter 'eq' = 'dv/dt = 2 * Hz': the Equation with key 2 has"
        + " 'v' of NeuronGroup 'g' already; this one has key 2.5"
    ),
  ]

  @Test(arguments: pairs)
  func aVariableHasOneBehaviorOfAKind(
    behaviors: String, problem: String
  ) throws {
    #expect(
      try message(of: model(behaviors))?.contains(": \(problem)") == true)
  }

  @Test func variablesOfASubGroupAreThoseOfItsBase() throws {
    try run(
      """
      local net = snn.Network { seed = 1, dt = "1 ms" }
      local a = snn.NeuronGroup { net = net, size = 2, tag = "a" }
      local b = snn.NeuronGroup { net = net, size = 3, tag = "b" }
      a.spike, b.spike = a:vector { dtype = "bool" }, b:vector { dtype = "bool" }
      a.spike:fill_(true)
      b.x = b:vector(0.25)
      local s = snn.SynapseGroup {
        net = net, src = a, dst = b:sub_group(snn.tensor { true, false, true }),
        behavior = {
          [2] = snn.Equation { "w : 1", on_pre = "w = clip(w + x_post, 0, 1)" },
        },
      }
      net:initialize()
      net:simulate_iterations(2)
      assert(s.w:eq(0.5):all())
      """)
  }

  @Test func anEquationThatIsOffIsNotChecked() throws {
    try run(
      """
      local net = snn.Network { seed = 1, dt = "1 ms" }
      local a = snn.NeuronGroup { net = net, size = 2, tag = "a" }
      a.spike = a:vector { dtype = "bool" }
      local e = snn.Equation { "w : 1", on_pre = "w = w + x_post" }
      snn.SynapseGroup { net = net, src = a, dst = a, behavior = { [2] = e } }
      e.behavior_enabled = false
      net:initialize()
      net:simulate_iterations(2)
      """)
  }

  @Test func equationsOfOneVariableMayTakeTurns() throws {
    try run(
      model(
        """
        [1] = snn.Variable 'v = 0', [2] = snn.Variable 'w = 0',
        [3] = snn.Equation { 'dv/dt = 1000 * Hz', run_until = 2 },
        [4] = snn.Equation { 'dv/dt = 0 * Hz', run_from = 3 },
        [5] = snn.Equation 'dw/dt = 0 * Hz',
        [6] = snn.Equation { 'dw/dt = 1000 * Hz', behavior_enabled = false },
        """)
        + "net:initialize() net:simulate_iterations(4)"
        + " assert(g.v:eq(1):all() and g.w:eq(0):all())")
  }

  @Test(arguments: [
    ("net", "", "Network 'Network_1'"),
    ("g", "[0] = snn.Clock '1 ms',", "NeuronGroup 'g'"),
  ])
  func theStepOfAClockStays(
    object: String, clock: String, label: String
  ) throws {
    #expect(
      try message(
        of: model(clock + equation)
          + "\(object).clock_step_size = 0.005; net:simulate_iterations(1)")?
        .contains(
          "clock_step_size of \(label) must be 0.001, the step of its Clock,"
            + " not 0.005") == true)
  }

  // MARK: Names

  static let names: [(String, String)] = [
    ("snn.Variable 'size = 7'", "'size' can't be replaced"),
    ("snn.Variable 'iteration = 7'", "'iteration' can't be replaced"),
    (
      "snn.Variable 'find = 2'",
      "'find' is a method or field of every NeuronGroup; choose another name"
    ),
    (
      "snn.AxonalDelay { delay = 1, result = 'vector' }",
      "'vector' is a method or field of every NeuronGroup; choose another name"
    ),
  ]

  @Test(arguments: names)
  func behaviorsOfTheLibraryReplaceNoMethodsAndFields(
    behavior: String, problem: String
  ) throws {
    #expect(
      try message(of: model("[1] = \(behavior)"))?
        .contains(": NeuronGroup 'g': \(problem)") == true)
  }

  @Test func aBehaviorOfSynapsesReplacesNoMethodEither() throws {
    #expect(
      try message(
        of: model("")
          + """
          snn.SynapseGroup {
            net = net, src = g, dst = g, tag = "s", behavior = {
              [1] = snn.SynapticDelay { delay = 1, result = "matrix" },
            },
          }
          net:initialize()
          """)?
        .contains(
          "SynapticDelay: parameter 'result' = 'matrix': SynapseGroup 's':"
            + " 'matrix' is a method or field of every SynapseGroup; choose"
            + " another name") == true)
  }
}
