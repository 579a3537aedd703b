import TensorBindings

/// What compiles functions, as users know it.
extension Binding {
  static var kernels: [Binding] {
    [
      Binding(
        owner: .library, name: "kernel",
        parameters: [
          Parameter(
            "body", "F",
            "of tensors and numbers, called with stand-ins for them")
        ],
        generics: "F: function", result: "F",
        summary:
          "The function as native code, with the same results to the bit."
          + " It is traced at the first call; elementwise operations then run in"
          + " one pass over memory. Numbers that it has from outside may change,"
          + " tensors from outside and the shapes of arguments may not. A branch"
          + " on a value of a tensor is an error, as is what has no native"
          + " form."),
      Binding(
        owner: .library, name: "program",
        parameters: [
          Parameter("kernel", "function", "of snn.kernel"),
          Parameter(
            "form", "\"steps\"|\"values\"", "as of net:program",
            isOptional: true),
        ],
        result: "string",
        summary:
          "What a kernel does, as text: its steps with the lines that they come"
          + " from; operations under one loop run in one pass over memory. A"
          + " kernel is compiled when it is called first."),
      Binding(
        owner: .tensor, name: "update_",
        parameters: [
          Parameter(
            "body", "fun(elements: snn.Tensor, ...): snn.Tensor",
            "gives what the elements become"),
          Parameter(
            "...", "snn.Tensor|number",
            "handed on to the function; broadcast to the elements, with size 1"
              + " along axes that are picked from"),
        ],
        result: "self",
        summary:
          "In place: what a function makes of the elements of a tensor or"
          + " a selection, in one pass and without intermediate results. The"
          + " function is compiled once; write it outside of forward."),
    ]
  }
}
