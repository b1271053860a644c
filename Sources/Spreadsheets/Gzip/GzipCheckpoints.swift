import Synchronization

/// A place in a gzip file from which unpacking can go on.
struct GzipCheckpoint: Sendable {
  /// Unpacked bytes in front of it.
  var offset: Int64
  /// Packed bytes in front of it.
  var packedOffset: Int64
  /// Copied, never used itself.
  var inflation: GzipInflation
}

/// Places met in a gzip file, so that a reader that is opened far behind its beginning need not
/// unpack all that stands before.
///
/// A place costs 40 KB; when there are 64 every other one is forgotten and the distance doubled, so
/// that memory stays below 3 MB whatever the size of the file.
package final class GzipCheckpoints: Sendable {
  private let state = Mutex(State())

  private struct State {
    /// In ascending order.
    var places: [GzipCheckpoint] = []
    var distance: Int64 = 2 << 20
  }

  static let mostPlaces = 64

  package init() {}

  /// The last known place at or before `offset`.
  func place(before offset: Int64) -> GzipCheckpoint? {
    state.withLock { state in state.places.last { $0.offset <= offset } }
  }

  /// Whether a place at `offset` is worth remembering.
  func wants(_ offset: Int64) -> Bool {
    state.withLock { state in offset >= (state.places.last?.offset ?? 0) + state.distance }
  }

  func remember(_ place: GzipCheckpoint) {
    state.withLock { state in
      guard place.offset >= (state.places.last?.offset ?? 0) + state.distance else { return }
      state.places.append(place)
      guard state.places.count >= Self.mostPlaces else { return }
      state.places = state.places.indices.filter { $0 % 2 == 1 }.map { state.places[$0] }
      state.distance *= 2
    }
  }

  /// How many places are known.
  var count: Int { state.withLock { $0.places.count } }
}
