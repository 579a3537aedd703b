@testable import TensorBindings
@testable import ScriptReference
import Foundation
import LuaRuntime
import TestSupport
import Testing

@testable import LuaBindings

/// The lists of functions, what is really there, and the file for editors say
/// the same.
@Suite struct DocumentationTests {
  @Test func everyDocumentedFunctionExists() throws {
    let host = try makeHostWithObjects()
    for binding in Reference.scripts.bindings {
      for name in [binding.name] + binding.aliases {
        try host.run(
          """
          local owner, name = ...
          local found = objects[owner][name]
          assert(type(found) == "function" or owner == "snn"
            or owner == "snn.models", owner .. name)
          """, name: "=test",
          arguments: [.string(binding.owner.rawValue), .string(name)])
      }
    }
  }

  @Test func everyDocumentedFieldExists() throws {
    let host = try makeHostWithObjects()
    for kind in ScriptClass.all {
      for field in kind.fields where field.name.first != "[" {
        try host.run(
          """
          local owner, name, is_optional = ...
          local value = objects[owner][name]
          assert(value ~= nil or is_optional, owner .. "." .. name)
          """, name: "=test",
          arguments: [
            .string(kind.owner.rawValue), .string(field.name),
            .boolean(field.isOptional),
          ])
      }
    }
  }

  @Test func everyInheritedNameExists() throws {
    let host = try makeHostWithObjects()
    for kind in ScriptClass.all {
      let inherited = kind.lineage.dropFirst()
        .flatMap(Reference.scripts.bindings(of:))
      for binding in inherited {
        try host.run(
          """
          local owner, name = ...
          assert(objects[owner][name] ~= nil, owner .. "." .. name)
          """, name: "=test",
          arguments: [.string(kind.owner.rawValue), .string(binding.name)])
      }
    }
  }

  @Test func everyOwnerOfFunctionsIsAClass() {
    for owner in Binding.Owner.allCases where owner != .prelude {
      #expect(ScriptClass.of(owner) != nil, "\(owner)")
    }
    #expect(Set(ScriptClass.all.map(\.owner)).count == ScriptClass.all.count)
  }

  @Test func everyTypeInTheAnnotationsIsDeclared() {
    let text = Reference.scripts.annotations
    let declared = Set(
      text.matches(of: /---@(?:class|alias) (snn[\w.]*)/).map { $0.1 })
    for match in text.matches(of: /snn\.[A-Z]\w+/)
    where !text[match.range.upperBound...].hasPrefix("(") {
      #expect(declared.contains(match.0), "\(match.0)")
    }
  }

  @Test func everyFunctionOfTheLibraryIsDocumented() throws {
    let host = try makeHost()
    let names = Reference.scripts.bindings.filter {
      $0.owner == .library || $0.owner == .tensor
    }.flatMap { [$0.name] + $0.aliases }
    let list = names.map { "['\($0)'] = true" }.joined(separator: ", ")
    try run(
      """
      local known = {
        version = true, stats = true, plot = true, args = true, \(list),
      }
      for name in pairs(snn) do
        assert(known[name], name .. " is not documented")
      end
      """, in: host)
  }

  @Test func everyDocumentedFunctionSaysWhatItDoes() {
    for binding in Reference.scripts.bindings {
      #expect(binding.summary.hasSuffix("."), "\(binding.name)")
    }
    for kind in ScriptClass.all {
      #expect(kind.summary.hasSuffix("."), "\(kind.owner)")
    }
  }

  @Test func everyFunctionIsDocumentedOnce() {
    let names = Reference.scripts.bindings.flatMap { binding in
      ([binding.name] + binding.aliases).map { "\(binding.owner).\($0)" }
    }
    #expect(Set(names).count == names.count)
  }

  /// `SNN_LUA_WRITE=1 swift test --filter DocumentationTests` writes the files
  /// anew.
  @Test func theFileForEditorsIsUpToDate() throws {
    try compare("Lua/snn.meta.lua", Reference.scripts.annotations)
  }

  @Test func theReferenceIsUpToDate() throws {
    for page in ReferencePages.all {
      try compare("LuaBindings.docc/Reference/\(page.name)", page.text)
    }
  }

  @Test func theReferenceHasNoOtherPages() throws {
    let found = try FileManager.default.contentsOfDirectory(
      atPath: sources.appending(path: "LuaBindings.docc/Reference").path)
    #expect(Set(found) == Set(ReferencePages.all.map(\.name)))
  }

  /// A page whose name another one has but for case hides it on the site.
  @Test func noPageHasTheNameOfAnother() throws {
    let names = try ["LuaBindings.docc", "LuaBindings.docc/Reference"].flatMap {
      try FileManager.default.contentsOfDirectory(
        atPath: sources.appending(path: $0).path)
    }.map { $0.lowercased() }
    #expect(Set(names).count == names.count, "\(names.sorted())")
  }

  @Test func theFileForEditorsIsLua() throws {
    try makeHost().run(Reference.scripts.annotations, name: "=snn.meta.lua")
  }

  private let sources = packageFolder.appending(path: "Sources/LuaBindings")

  /// Compares a file that is made from the tables with what they say.
  private func compare(_ name: String, _ text: String) throws {
    let file = sources.appending(path: name)
    if ProcessInfo.processInfo.environment["SNN_LUA_WRITE"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let found = try String(contentsOf: file, encoding: .utf8)
    #expect(found == text, "\(name)")
  }
}
