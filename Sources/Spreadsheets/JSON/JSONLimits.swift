/// Bounds on JSON records. The API's own records are 2 levels deep and have 20 keys.
enum JSONLimits {
  /// Objects within objects, the record itself counted.
  static let depth = 32
  /// Columns of a file, that is different keys that hold a value.
  static let columns = 256
  /// Different keys, those of nested objects counted.
  static let keys = 512
  /// Longest key in bytes: all keys of a file together stay below half a megabyte.
  static let keyBytes = 1024
}
