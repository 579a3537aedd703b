import LuaRuntime
import TensorBindings
import Tensors

/// What the prelude makes `snn.kernel` and `update_` of.
extension Binding {
  /// `trace_argument(value, function, place)` gives what stands for an argument
  /// of a kernel, the parameter of the function at this place: a tensor or a
  /// number. Texts and truth values stand for themselves.
  static var traceArgument: Binding {
    native("trace_argument") { context, frame throws(LuaRaise) in
      switch frame.kind(at: 1) {
      case .nil, .none, .boolean, .string:
        frame.pushValue(at: 1)
        return 1
      default:
        return try context.push(
          frame,
          try context.tracer().argument(
            try context.kernelArgument(frame, 1),
            named: frame.parameterName(try frame.integer(at: 3), of: 2)))
      }
    }
  }

  /// `finish_kernel(results…)` gives the kernel that was traced; an update has no
  /// results.
  static var finishKernel: Binding {
    native("finish_kernel") { context, frame throws(LuaRaise) in
      var results: [Traced?] = []
      for index in stride(from: 1, through: frame.count, by: 1) {
        results.append(try context.kernelResult(frame, index))
      }
      let tracer = try context.tracer()
      if let problem = CompiledKernel.variable(in: tracer) {
        throw .message(problem)
      }
      try frame.pushNewObject(
        context.kernelType,
        try raising { () throws(TensorError) in
          try CompiledKernel(tracer, results: results)
        })
      return 1
    }
  }

  /// `run_kernel(kernel, name, arguments…)` gives true and the results; false,
  /// if the kernel must be traced again.
  static var runKernel: Binding {
    native("run_kernel") { context, frame throws(LuaRaise) in
      let kernel = try frame.object(at: 1, of: context.kernelType).pointee
      guard try context.bind(frame, kernel, from: 3) else {
        frame.push(false)
        return 1
      }
      kernel.plan.draw(from: context.currentRandom)
      try raising { () throws(TensorError) in try kernel.plan.run() }
      // Pushing one may collect garbage, and that call the kernel again.
      let results = kernel.given
      try frame.reserve(results.count + 1)
      frame.push(true)
      for result in results {
        switch result {
        case .tensor(let tensor)?: try context.pushNew(frame, tensor)
        case .scalar(let scalar)?: context.push(frame, scalar)
        case nil: frame.pushNil()
        }
      }
      return results.count + 1
    }
  }

  /// `kernel_text(kernel, form)`
  static var kernelText: Binding {
    native("kernel_text") { context, frame throws(LuaRaise) in
      try frame.push(
        try frame.object(at: 1, of: context.kernelType).pointee
          .text(try context.programForm(frame, 2)))
      return 1
    }
  }

  // MARK: Updates

  /// `begin_update(target)` gives what stands for the elements of a selection,
  /// or of a tensor.
  static var beginUpdate: Binding {
    native("begin_update") { context, frame throws(LuaRaise) in
      let builder = try context.tracer().builder
      if let selection = frame.payload(at: 1, of: context.selectionType) {
        let selection = selection.pointee
        return try context.pushElements(frame) { () throws(TensorError) in
          .block(try builder.beginUpdate(like: selection))
        }
      }
      switch try context.tracedTarget(frame, 1) {
      case .selection(let selection):
        return try context.pushElements(frame) { () throws(TensorError) in
          try builder.beginUpdate(of: selection)
        }
      case let target: return try context.push(frame, target)
      }
    }
  }

  /// `end_update(elements, value)` makes the value what the elements become.
  static var endUpdate: Binding {
    native("end_update") { context, frame throws(LuaRaise) in
      let builder = try context.tracer().builder
      guard frame.count == 2, !frame.isNoneOrNil(at: 2) else {
        throw .message(
          "update_: the function returns nothing; it must return what the"
            + " elements become")
      }
      if let elements = try context.tracedElements(frame, 1) {
        let value = try context.elementsOperand(frame, 2)
        try raising { () throws(TensorError) in
          try builder.endUpdate(elements, value)
        }
      } else {
        try context.assign(
          frame, builder, try context.tracedTarget(frame, 1),
          try context.elementsOperand(frame, 2))
      }
      return 0
    }
  }

  /// `run_update(kernel, selection, arguments…)` gives false if the kernel must
  /// be traced again.
  static var runUpdate: Binding {
    native("run_update") { context, frame throws(LuaRaise) in
      let kernel = try frame.object(at: 1, of: context.kernelType).pointee
      guard
        let selection = frame.payload(at: 2, of: context.selectionType)?
          .pointee
      else { throw frame.typeError(at: 2, expected: "selection") }
      for index in stride(from: 3, through: frame.count, by: 1) {
        guard let tensor = frame.payload(at: index, of: context.tensorType),
          tensor.pointee.storage === selection.base.storage
        else { continue }
        throw .message(
          "update_: argument \(index - 2) shares memory with what is changed;"
            + " give a copy, as in x:clone()")
      }
      guard kernel.capturesNothing(of: selection.base.storage) else {
        throw .message(
          "update_: a tensor from outside shares memory with what is changed;"
            + " give a copy as an argument, as x:clone()")
      }
      guard try context.bind(frame, kernel, from: 3) else {
        frame.push(false)
        return 1
      }
      kernel.plan.draw(from: context.currentRandom)
      kernel.plan.set(selection)
      defer { kernel.plan.set(nil) }
      try raising { () throws(TensorError) in
        try selection.checkUpdate()
        try kernel.plan.run()
      }
      frame.push(true)
      return 1
    }
  }

  /// `layout(target)` gives a text that is the same for tensors and for
  /// selections that one kernel can change: of the same type, with the same axes
  /// picked from, and of the same size along the others.
  static var layoutOf: Binding {
    native("layout") { context, frame throws(LuaRaise) in
      switch try context.target(frame, 1) {
      case .tensor(let tensor):
        try frame.push("\(tensor.type) \(tensor.shape)")
      case .selection(let selection): try frame.push(selection.layout)
      }
      return 1
    }
  }

  /// `is_selection(value)`
  static var isSelection: Binding {
    native("is_selection") { context, frame throws(LuaRaise) in
      frame.push(frame.payload(at: 1, of: context.selectionType) != nil)
      return 1
    }
  }

  /// `traced_type(value)` gives what `type` gives of that for which a stand-in
  /// stands; nil, if it is none.
  static var tracedType: Binding {
    native("traced_type") { context, frame throws(LuaRaise) in
      switch try context.traced(frame, 1) {
      case nil: return 0
      case .number(let number)?:
        try frame.push(number.kind == .bool ? "boolean" : "number")
      default: try frame.push("userdata")
      }
      return 1
    }
  }

  /// `is_same_traced(a, b)` tells whether two values stand for the same elements
  /// of one tensor.
  static var isSameTraced: Binding {
    native("is_same_traced") { context, frame throws(LuaRaise) in
      if case .tensor(let a)? = try context.traced(frame, 1),
        case .tensor(let b)? = try context.traced(frame, 2)
      {
        frame.push(a.isSameView(as: b))
      } else {
        frame.push(false)
      }
      return 1
    }
  }

  /// `is_traced(value)`
  static var isTraced: Binding {
    native("is_traced") { context, frame throws(LuaRaise) in
      frame.push(frame.payload(at: 1, of: context.tracedType) != nil)
      return 1
    }
  }
}

extension ScriptContext {
  /// What a kernel gives back in the place of the value at `index`.
  fileprivate func kernelResult(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Traced? {
    switch frame.kind(at: index) {
    case .nil, .none: return nil
    case .number, .boolean, .userdata:
      switch try tracedOperand(frame, index) {
      case .tensor(let tensor): return .tensor(tensor)
      case .number(let number): return .number(number)
      case .scalar(let scalar): return .constant(scalar)
      }
    default:
      throw .message(
        "a kernel returns tensors, numbers and truth values, not a"
          + " \(frame.typeName(at: index))")
    }
  }

  /// An argument of a kernel: a tensor that its caller holds, or a number.
  fileprivate func kernelArgument(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Operand {
    guard isOperand(frame, index),
      frame.payload(at: index, of: selectionType) == nil
    else {
      throw .message(
        "arguments of a compiled function are tensors, numbers, texts and truth"
          + " values, not a \(frame.typeName(at: index))")
    }
    return try operand(frame, index)
  }

  /// Gives a kernel the arguments from `first` on; false if it wasn't made for
  /// such numbers, or such tensors share memory in another way.
  fileprivate func bind(
    _ frame: LuaFrame, _ kernel: CompiledKernel, from first: Int
  ) throws(LuaRaise) -> Bool {
    var index = first
    for argument in kernel.arguments {
      // Arguments that stand for themselves are compared by the prelude.
      while index <= frame.count,
        !isOperand(frame, index)
          || frame.kind(at: index) == .boolean
      {
        index += 1
      }
      guard index <= frame.count else { return false }
      switch (argument, try kernelArgument(frame, index)) {
      case (.tensor(let input), .tensor(let tensor)):
        guard kernel.plan.bind(tensor, as: input) else {
          guard kernel.plan.isLike(tensor, input) else {
            throw .message(
              "argument \(index - first + 1) of the kernel is a \(tensor.type)"
                + " tensor of shape \(tensor.shape); it was compiled for"
                + " \(kernel.plan.describe(input)): make a kernel for each"
                + " shape and type")
          }
          return false
        }
      case (.number(let number), .scalar(let scalar)):
        guard scalar.kind == number.kind else { return false }
        kernel.plan.set(number, to: scalar)
      default: return false
      }
      index += 1
    }
    while index <= frame.count {
      if isOperand(frame, index), frame.kind(at: index) != .boolean {
        return false
      }
      index += 1
    }
    return kernel.plan.isSharingAsMade
  }
}
