import LuaBindings
import TestSupport
import Testing

/// Parameters that a class of behaviors declares, with units and ranges.
@Suite struct DeclaredParameterTests {
  /// What `body` says of a class that declares the parameters, whose behavior
  /// was given `given`; its fields are those of `self`.
  private func declare(
    _ parameters: String, given: String = "{}", then body: String = ""
  ) -> String {
    """
    local Cell = snn.Behavior("Cell", { parameters = { \(parameters) } })
    function Cell:initialize(neurons)
      for _, one in ipairs(snn.declared(Cell).parameters) do
        self[one.name] = self:parameter(one.name)
      end
    end
    local net = snn.Network { dt = 0.5, seed = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 3, behavior = { Cell \(given) },
    }
    net:initialize()
    local self = neurons.Cell
    \(body)
    """
  }

  /// The error for a value of a parameter, without where it happened.
  private func problem(
    _ parameters: String, given: String
  ) throws -> String? {
    try message(of: declare(parameters, given: given)).map {
      $0.components(separatedBy: "'NeuronGroup_1': ").last ?? $0
    }
  }

  private let tau = "{ 'tau', 'time constant', default = '20 ms', above = 0 }"

  @Test func aDefaultIsANumberInItsUnit() throws {
    try run(declare(tau, then: "assert(self.tau == 20)"))
  }

  @Test(arguments: [
    ("'5 ms'", "5"), ("'0.02 s'", "20"), ("'300 us'", "0.3"), ("7", "7"),
    ("'7'", "7"), ("'1e-3 s'", "1"),
  ])
  func aTextIsConvertedToTheUnit(given: String, value: String) throws {
    try run(
      declare(
        tau, given: "{ tau = \(given) }", then: "assert(self.tau == \(value))"))
  }

  @Test func aDrawHasAnElementForEachNeuron() throws {
    try run(
      declare(
        tau, given: "{ tau = 'uniform(0.01 s, 20 ms)' }",
        then: """
          assert(#self.tau == 3)
          assert(self.tau:min() >= 10 and self.tau:max() <= 20)
          """))
  }

  @Test func aTensorIsTakenAsItIs() throws {
    try run(
      declare(
        tau, given: "{ tau = snn.tensor { 1, 2, 3 } }",
        then: "assert(self.tau[3] == 3)"))
  }

  @Test func aTimeBecomesIterations() throws {
    try run(
      declare(
        """
        { 'rest', 'how long', default = '2 ms', unit = 'iterations' },
        { 'other', 'how long', default = 3, unit = 'iterations' },
        """, given: "{ other = 'randint(1, 3)' }",
        then: "assert(self.rest == 4 and #self.other == 3)"))
  }

  @Test func valuesWithoutANameAreInTheOrderOfTheDeclaration() throws {
    try run(
      declare(
        "{ 'a', 'first', default = 1 }, { 'b', 'second', default = 2 }",
        given: "{ 5, 6 }", then: "assert(self.a == 5 and self.b == 6)"))
  }

  @Test func whatExtendsAClassHasItsParametersAndMayDeclareThemAgain() throws {
    try run(
      declare(
        "{ 'a', 'first', default = 1 }, { 'b', 'second', default = '2 mV' }",
        then: """
          local Other = Cell:extend("Other", {
            parameters = { { 'b', 'again', default = '7 mV' } },
          })
          local net = snn.Network {}
          local n = snn.NeuronGroup {
            net = net, size = 1, behavior = { Other { a = 3 } } }
          net:initialize()
          assert(n.Other.a == 3 and n.Other.b == 7)
          """))
  }

  @Test(arguments: [
    ("{ tau = '-5 ms' }", "tau' = '-5 ms': it must be more than 0 ms"),
    (
      "{ tau = '5 mV' }",
      "tau' = '5 mV': time '5 mV', column 3: mV is a unit of voltage, not of"
        + " time"
    ),
    ("{ tau = true }", "tau' = true: it must be a number or a tensor"),
    ("{ tau = {} }", "tau' = a table: it must be a number or a tensor"),
    ("{ tau = 0/0 }", "tau' = nan: it must be finite, more than 0 ms"),
    (
      "{ tau = 1e39 }",
      "tau' = 1e+39: it is too large for float32: more than"
        + " 3.4028234663852886e+38"
    ),
    (
      "{ tau = snn.tensor { 1, -2, 3 } }",
      "tau' = a tensor of shape [3]: it must be more than 0 ms, and is from -2"
        + " to 3"
    ),
    (
      "{ tau = snn.ones(4) }",
      "tau' = a tensor of shape [4]: it must be a number, or of shape [3], one"
        + " for each neuron"
    ),
  ])
  func whatDoesNotFitIsAnError(given: String, text: String) throws {
    #expect(
      try problem(tau, given: given)
        == "Cell: parameter '" + text)
  }

  @Test(arguments: [
    ("least = 0, most = 1", "2", "at least 0, at most 1"),
    ("below = 1", "1", "less than 1"),
    ("least = 1, whole = true", "0", "whole, at least 1"),
    ("whole = true", "1.5", "a whole number"),
    ("single = true", "'uniform(1, 2)'", "one number for all"),
    ("choices = { 'hard', 'soft' }", "'sotf'", nil),
  ])
  func aRangeIsChecked(options: String, given: String, text: String?) throws {
    let problem = try problem(
      "{ 'x', 'a number', \(options) }", given: "{ x = \(given) }")
    let expected = text ?? "'hard' or 'soft'; did you mean 'soft'?"
    #expect(problem?.hasSuffix(": it must be \(expected)") == true)
  }

  @Test(arguments: [
    ("'tensor'", "true", "true: it must be a tensor (or a list of numbers)"),
    (
      "'tensor'", "snn.tensor { 1, 1 / 0 }",
      "a tensor of shape [2]: it must be finite, and is from 1 to inf"
    ),
    ("'number', 'list'", "'two'", "'two': it must be a number or a list"),
    ("'number'", "0/0", "nan: it must be finite"),
    ("'function'", "{}", "a table: it must be a function"),
    ("'object'", "print", "a function: it must be a group or a network"),
    ("'list', 'object'", "Cell {}", "a Cell: it must be a list or a group"),
    (
      "'text', 'number', 'tensor'", "{ print }",
      "it must be a text, a number or a tensor (or a list of numbers): tensor:"
    ),
  ])
  func aKindIsChecked(kinds: String, given: String, text: String) throws {
    let problem = try problem(
      "{ 'x', 'something', kinds = { \(kinds) } }", given: "{ x = \(given) }")
    #expect(
      problem?.contains(text) == true,
      "\(problem ?? "")")
  }

  @Test func aListIsATensorWhereThatIsWanted() throws {
    try run(
      declare(
        "{ 'x', 'rows', kinds = { 'tensor' } }",
        given: "{ x = { { 1, 2 }, { 3, 4 } } }",
        then: "assert(self.x:size(2) == 2 and self.x[2][1] == 3)"))
    #expect(
      try problem(
        "{ 'x', 'rows', kinds = { 'tensor' } }", given: "{ x = { 'a' } }")
        == "Cell: parameter 'x': it must be a tensor (or a list of numbers):"
        + " tensor: expected a number at [1], got string")
  }

  @Test func aTextIsTakenAsItIsWhereThatIsWanted() throws {
    try run(
      declare(
        "{ 'x', 'a mode', kinds = { 'text', 'number' } }",
        given: "{ x = 'uniform(0, 1)' }",
        then: "assert(self.x == 'uniform(0, 1)')"))
  }

  @Test func whatIsInfiniteByDefaultMayBeInfinite() throws {
    let limit = "{ 'x', 'a limit', default = math.huge, above = 0 }"
    try run(declare(limit, then: "assert(self.x == math.huge)"))
    #expect(
      try problem(limit, given: "{ x = 0/0 }")?.hasSuffix(
        "it must be a number, more than 0")
        == true)
  }

  @Test func aRequiredOneMustBeGiven() throws {
    #expect(
      try problem("{ 'k', 'how many', required = true }", given: "{}")
        == "Cell needs the parameter 'k'")
  }

  @Test func anUnknownOneIsAnErrorWithTheNearest() throws {
    #expect(
      try problem(tau, given: "{ tua = 3 }")
        == "Cell has no parameter 'tua'; did you mean 'tau'?")
  }

  @Test(arguments: [
    (
      "parameters = { { 'tau' } }",
      "Behavior: parameters of Cell: expected what 'tau' is at [2], got nil"
    ),
    (
      "parameters = { 'tau' }",
      "Behavior: parameters of Cell: expected a list of tables such as {"
        + " \"tau\", default = \"20 ms\", \"membrane time constant\" }, got"
        + " string at 1"
    ),
    (
      "parameters = { { 'tau', 'time', defualt = 3 } }",
      "Behavior: parameters of Cell has no option 'defualt'; did you mean"
        + " 'default'?"
    ),
    (
      "parameters = { { 'tau', 'time', unit = 'msx' } }",
      "Behavior: parameters of Cell: 'tau': there is no unit 'msx'"
    ),
    (
      "parameters = { { 'x', 'rows', kinds = { 'tensr' } } }",
      "Behavior: parameters of Cell: 'x': there is no kind 'tensr'; did you mean"
        + " 'tensor'?"
    ),
    (
      "parameters = { { 'a', 'x' }, { 'a', 'y' } }",
      "Behavior: parameters of Cell: 'a' is there twice"
    ),
  ])
  func aDeclarationIsChecked(options: String, text: String) throws {
    #expect(
      try message(of: "snn.Behavior('Cell', { \(options) })")
        == "model.lua:1: " + text)
  }

  @Test func aDefaultBesideADeclaredOneIsAnError() throws {
    let found = try message(
      of: declare(tau, then: "self.parameters = nil; self:parameter('tau', 3)"))
    #expect(
      found?.hasSuffix(
        "parameter: Cell declares 'tau'; leave the default away") == true)
  }

  @Test func helpShowsWhatIsDeclared() throws {
    try run(
      declare(
        tau,
        then: """
          local lines = {}
          function print(text) lines[#lines + 1] = text end
          snn.help(Cell)
          assert(lines[1]:find("tau  20 ms  time constant (more than 0 ms)", 1,
            true), lines[1])
          """))
  }
}
