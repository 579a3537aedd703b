import DeviceTestSupport
import Testing

extension Trait where Self == ConditionTrait {
  /// Skips what runs on a device, unless that is asked for.
  static var needsDevice: Self {
    .enabled(if: TestDevice.isWanted, "\(TestDevice.remark)")
  }
}
