import DeviceTestSupport
import Testing

extension Trait where Self == ConditionTrait {
  /// Skips what needs a device where there is none, unless one is required.
  static var needsDevice: Self {
    .enabled(if: TestDevice.isExpected, "\(TestDevice.remark)")
  }
}
