@testable import TensorBindings
@testable import ScriptReference
import LuaRuntime
import Testing

@testable import LuaBindings

/// The options that functions take are those that they are declared with.
@Suite struct OptionDeclarationTests {
  /// A function with options, and the place of the table among its arguments.
  struct Case: CustomStringConvertible, Sendable {
    let owner: String
    let name: String
    let isMethod: Bool
    /// Whether it has a text before the options, without which it doesn't look at
    /// them.
    let hasNameFirst: Bool
    let place: Int
    let options: [Binding.Parameter]

    var description: String { "\(owner).\(name)" }

    var known: [String] {
      options.filter { !$0.isPositional }.map(\.name).sorted()
    }
  }

  /// All of them but for the classes of behaviors of the library, whose
  /// parameters are checked when they are initialized.
  static let cases: [Case] = {
    let classes = Set(Binding.behaviorLibrary.map(\.name))
    return Reference.scripts.bindings.flatMap { binding in
      binding.parameters.enumerated().compactMap { place, parameter in
        parameter.options.isEmpty || classes.contains(binding.name)
          ? nil
          : Case(
            owner: binding.owner.rawValue, name: binding.name,
            isMethod: binding.form != .function,
            hasNameFirst: place > 0 && binding.parameters[0].type == "string",
            place: place + 1,
            options: parameter.options)
      }
    }
  }()

  @Test func thereAreManyFunctionsWithOptions() {
    #expect(Self.cases.count > 35)
  }

  @Test(arguments: cases)
  func anUnknownOptionIsRefusedWithTheKnownOnes(_ item: Case) throws {
    let message = try #require(try message(of: item, "zzzzzzzzzzzz"))
    #expect(message.contains("has no option 'zzzzzzzzzzzz'"), "\(message)")
    // Of a sparse matrix an axis is known, and refused by what it means.
    let isSparse = item.owner == Binding.Owner.sparse.rawValue
    let known = (isSparse ? Binding.spreadOptions.map(\.name) : item.known)
      .joined(separator: ", ")
    #expect(message.hasSuffix("; its options are \(known)"), "\(message)")
  }

  @Test(arguments: cases)
  func aDeclaredOptionIsKnown(_ item: Case) throws {
    for name in item.known {
      let message = try message(of: item, name) ?? ""
      #expect(!message.contains("has no option"), "\(message)")
    }
  }

  @Test(arguments: cases)
  func valuesWithoutANameAreTakenWhereTheyAreDeclared(_ item: Case) throws {
    let message = try message(of: item, "[1]")
    if item.options.contains(where: \.isPositional) {
      #expect(message?.contains("has no option") != true, "\(item)")
    } else {
      #expect(message != nil, "\(item)")
    }
  }

  @Test func noFunctionHasAnOptionTwice() {
    for item in Self.cases {
      #expect(Set(item.known).count == item.known.count, "\(item)")
    }
  }

  /// What the function says of a table with this option alone, which has a value
  /// that none can have; nil if it says nothing.
  private func message(of item: Case, _ option: String) throws -> String? {
    let host = try makeHostWithObjects()
    let key = option == "[1]" ? option : "[\"\(option)\"]"
    return try LuaBindingsTests.message(
      of: """
        local owner, name = objects["\(item.owner)"], "\(item.name)"
        local arguments = { \(item.hasNameFirst ? "\"Name\"" : "") }
        arguments[\(item.place)] = { \(key) = coroutine.create(print) }
        if \(item.isMethod) then
          owner[name](owner, table.unpack(arguments, 1, \(item.place)))
        else
          owner[name](table.unpack(arguments, 1, \(item.place)))
        end
        """, in: host)
  }
}
