import CMachine
import Glibc

/// A fixed run of trivial elements, all zero bits at first, straight from the system.
///
/// An array would do but for three things: the pages of this memory exist only once they are
/// written; they are large where the system has large ones, without which nearly every access to a
/// big table costs a second one to find its page; and the first element stands at the beginning of
/// a cache line.
@safe
struct ZeroedMemory<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  /// The pages under the elements.
  let pages: SystemPages
  private let base: UnsafeMutablePointer<Element>
  /// Number of elements.
  let count: Int

  /// - Parameter count: at least 1. Stops the program when the system has no such memory.
  init(count: Int) {
    precondition(count > 0)
    self.count = count
    pages = SystemPages(byteCount: count * MemoryLayout<Element>.stride)
    unsafe base = pages.start.bindMemory(to: Element.self, capacity: count)
  }

  /// Lets the processor bring the element at `index` near, without waiting for it.
  @inline(__always)
  func prefetch(_ index: Int) {
    precondition(index >= 0 && index < count)
    unsafe CMachine.prefetch(base + index)
  }

  subscript(index: Int) -> Element {
    @inline(__always)
    get {
      precondition(index >= 0 && index < count)
      return unsafe base[index]
    }
    @inline(__always)
    set {
      precondition(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }
}

/// Pages of memory from the system, given back with the last reference.
@safe
final class SystemPages: Sendable {
  fileprivate nonisolated(unsafe) let start: UnsafeMutableRawPointer
  private let byteCount: Int

  fileprivate init(byteCount: Int) {
    self.byteCount = byteCount
    let memory = unsafe mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      preconditionFailure("no memory for \(byteCount) bytes")
    }
    // Only a wish: without large pages everything still works.
    _ = unsafe madvise(memory, byteCount, MADV_HUGEPAGE)
    unsafe start = memory
  }

  deinit {
    _ = unsafe munmap(start, byteCount)
  }

  /// Makes the system bring the first 64 MB, while others use the memory. Without it each page comes
  /// when it is written first. More is not worth it: of a large table the rest comes while it is used,
  /// if the estimate behind it was right.
  ///
  /// There is a call for this, but while it is at work no other thread of the process gets memory, and
  /// large pages of a virtual machine may take milliseconds each.
  func populate() {
    for offset in stride(from: 0, to: min(byteCount, 64 << 20), by: 4_096) {
      unsafe touch(start + offset)
    }
  }
}
