import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// What the prelude needs to trace functions.
extension Binding {
  static var tracing: [Binding] {
    [
      upvalueOf, setUpvalueOf, isNativeFunction, isObject, isTensorValue,
      beginTrace, endTrace, captureTraced, readTraced, writeTraced,
      installTracing, traceArgument,
      finishKernel, runKernel, kernelText, beginUpdate, endUpdate,
      runUpdate,
      isTraced, isSameTraced, tracedType, isSelection, layoutOf, tracedLayout,
      copyTraced,
      tracedIteration, hasNumbers, testedPlace, parameterName, watchTraced,
    ] + tracedNewTensors + tracedFields + tracedDelays + tracedSubGroups
  }

  /// `upvalue(function, n)` gives the name and the value of a variable that a
  /// function has from outside; nothing, if there is none of this number.
  private static var upvalueOf: Binding {
    native("upvalue") { _, frame throws(LuaRaise) in
      guard frame.kind(at: 1) == .function, !frame.isNativeFunction(at: 1),
        let name = frame.pushUpvalue(try frame.integer(at: 2), of: 1)
      else { return 0 }
      try frame.push(name)
      frame.insert(at: -2)
      return 2
    }
  }

  /// `set_upvalue(function, n, value)`
  private static var setUpvalueOf: Binding {
    native("set_upvalue") { _, frame throws(LuaRaise) in
      guard frame.kind(at: 1) == .function, !frame.isNativeFunction(at: 1),
        frame.count == 3
      else { return 0 }
      _ = frame.setUpvalue(try frame.integer(at: 2), of: 1)
      return 0
    }
  }

  /// `parameter_name(function, n)` gives the name of a parameter; nothing, if there
  /// is none of this number.
  private static var parameterName: Binding {
    native("parameter_name") { _, frame throws(LuaRaise) in
      guard frame.kind(at: 1) == .function,
        let name = frame.parameterName(try frame.integer(at: 2), of: 1)
      else { return 0 }
      try frame.push(name)
      return 1
    }
  }

  private static var isNativeFunction: Binding {
    native("is_native_function") { _, frame throws(LuaRaise) in
      frame.push(frame.isNativeFunction(at: 1))
      return 1
    }
  }

  /// `install_tracing(functions)` hands the engine what it calls to trace.
  private static var installTracing: Binding {
    native("install_tracing") { context, frame throws(LuaRaise) in
      frame.pushValue(at: 1)
      try frame.rawSet(
        at: frame.registry, pointer: address(of: context.tracingKey))
      return 0
    }
  }

  private static var isObject: Binding {
    native("is_object") { context, frame throws(LuaRaise) in
      do throws(LuaRaise) {
        _ = try context.object(frame, 1)
        frame.push(true)
      } catch {
        frame.push(false)
      }
      return 1
    }
  }

  private static var isTensorValue: Binding {
    native("is_tensor") { context, frame throws(LuaRaise) in
      frame.push(
        context.isTensor(frame, 1)
          || frame.payload(at: 1, of: context.sparseType) != nil)
      return 1
    }
  }

  /// `begin_trace()` begins the trace of a kernel.
  private static var beginTrace: Binding {
    native("begin_trace") { context, _ throws(LuaRaise) in
      context.tracers.append(Tracer(pool: context.pool))
      return 0
    }
  }

  /// `end_trace()` ends the trace of a kernel.
  private static var endTrace: Binding {
    native("end_trace") { context, _ throws(LuaRaise) in
      _ = context.tracers.popLast()
      return 0
    }
  }

  /// `capture_traced(tensor, name)` gives what stands for a tensor.
  private static var captureTraced: Binding {
    native("capture_traced") { context, frame throws(LuaRaise) in
      let name = try frame.string(at: 2)
      if let matrix = frame.payload(at: 1, of: context.sparseType) {
        return try context.push(
          frame, try context.traced(matrix.pointee, named: name))
      }
      let tensor = try context.tensor(frame, 1)
      return try context.push(
        frame, .tensor(try context.tracer().capture(tensor, named: name)))
    }
  }

  /// `traced_iteration()` gives what stands for the number of the iteration.
  private static var tracedIteration: Binding {
    native("traced_iteration") { context, frame throws(LuaRaise) in
      try context.push(
        frame, .number(try context.tracer().program.currentIteration()))
    }
  }

  /// `has_numbers()` tells whether the function that is traced got a number
  /// that isn't known.
  private static var hasNumbers: Binding {
    native("has_numbers") { context, frame throws(LuaRaise) in
      frame.push(try context.tracer().hasNumbers)
      return 1
    }
  }

  /// `tested_place(function, is_method, changing)` gives where a function tests a
  /// value in a way that a stand-in can't hear of, as `model.lua:8: `; nil if
  /// nowhere. Of a method, tests of fields of `self` don't count, but for comparisons
  /// of those whose names are keys of `changing`.
  private static var testedPlace: Binding {
    native("tested_place") { _, frame throws(LuaRaise) in
      var changing: Set<String> = []
      if frame.kind(at: 3) == .table {
        frame.pushNil()
        while try frame.next(at: 3) {
          frame.pop()
          if frame.kind(at: -1) == .string {
            changing.insert(try frame.string(at: -1))
          }
        }
      }
      guard
        let instructions = LuaInstructions(
          frame, at: 1, isMethod: try frame.boolean(at: 2), changing: changing)
      else {
        try frame.push("")
        return 1
      }
      guard let line = instructions.testedLines.first else { return 0 }
      try frame.push("\(instructions.chunk):\(line): ")
      return 1
    }
  }

  /// `traced_layout(value)` gives a tensor of the type and shape of a stand-in,
  /// for functions that look at no element.
  private static var tracedLayout: Binding {
    native("traced_layout") { context, frame throws(LuaRaise) in
      try frame.pushNewObject(
        context.tensorType, try context.tracedTensor(frame, 1).layout)
      return 1
    }
  }

  /// `copy_traced(tensor)` gives what stands for a copy of a tensor.
  private static var copyTraced: Binding {
    native("copy_traced") { context, frame throws(LuaRaise) in
      let tracer = try context.tracer()
      let source = try tracer.capture(try context.tensor(frame, 1))
      return try context.push(
        frame,
        .tensor(
          try raising { () throws(TensorError) in
            try tracer.builder.copied(source)
          }))
    }
  }

  /// `read_traced(object, name)` gives whether there is such a state variable,
  /// and what stands for it, or nil if its value does.
  private static var readTraced: Binding {
    native("read_traced") { context, frame throws(LuaRaise) in
      guard frame.kind(at: 2) == .string else {
        frame.push(false)
        return 1
      }
      let object = try context.object(frame, 1)
      let name = try frame.string(at: 2)
      let tracer = try context.tracer()
      guard
        object.state.hasVariable(name) || tracer.program.knows(name, of: object)
      else {
        frame.push(false)
        return 1
      }
      frame.push(true)
      guard let value = try tracer.read(name, of: object) else { return 1 }
      return try context.push(frame, Traced(value)) + 1
    }
  }

  /// `watch_traced(object, name)` records that there is no such variable.
  private static var watchTraced: Binding {
    native("watch_traced") { context, frame throws(LuaRaise) in
      guard frame.kind(at: 2) == .string else { return 0 }
      try context.tracer().program.watch(
        try frame.string(at: 2), of: try context.object(frame, 1))
      return 0
    }
  }

  /// `write_traced(object, name, value, place)` gives false if the variable is a
  /// number whose value the function has read.
  private static var writeTraced: Binding {
    native("write_traced") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let place = try frame.string(at: 4)
      guard frame.kind(at: 2) == .string else {
        throw .message("the name of a variable must be a string")
      }
      let name = try frame.string(at: 2)
      let program = try context.tracer().program
      let problem = try context.nameProblem(frame, name, of: object, at: 1)
      if let problem { throw .message(problem) }
      let value: ProgramValue
      switch frame.kind(at: 3) {
      case .number, .boolean, .userdata:
        switch try context.tracedOperand(frame, 3) {
        case .scalar(let scalar): value = .constant(scalar)
        case .number(let number): value = .number(number)
        case .tensor(let tensor): value = .tensor(tensor)
        }
      default:
        throw .message(
          "\(place) is set to a \(frame.typeName(at: 3)), which has no compiled"
            + " form: state variables are tensors, numbers and truth values")
      }
      frame.push(
        try raising { () throws(TensorError) in
          try program.write(program.variable(name, of: object), value)
        })
      return 1
    }
  }
}
