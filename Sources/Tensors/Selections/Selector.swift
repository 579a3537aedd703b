/// What to take along an axis, or along several for a mask of several axes.
public enum Selector {
  /// The whole axis.
  case all
  /// One index, counted from 0; the axis goes away.
  case index(Int)
  /// `count` elements from `start`, counted from 0.
  case range(start: Int, count: Int)
  /// The elements where a bool tensor is true. A mask of several axes covers
  /// as many, and leaves one.
  case mask(Tensor)
  /// The elements with these indices: an int64 tensor with one axis, counted
  /// from `base`.
  case indices(Tensor, base: Int)
}

/// What a tensor gives for a list of selectors.
public enum Subscript {
  /// A view, where only whole axes, indices and ranges were asked for.
  case view(Tensor)
  /// A selection, where a mask or indices were.
  case selection(Selection)
}
