internal import Foundation
internal import Synchronization

/// Stands between a journal and its server, on a socket in a folder of its own, and cuts a connection at a
/// word that the journal sends.
package final class CuttingProxy: Sendable {
  package enum Cut: Sendable, CaseIterable {
    /// The server never sees the word.
    case before
    /// The server does what it says; its answer is lost.
    case behind
  }

  package let folder: String
  private let server: String
  private let listener: CInt
  private let cuts: Mutex<[(word: [UInt8], cut: Cut)]>
  private let line = Mutex(Line())

  /// Whether anything passes, and the sockets that are open.
  private struct Line {
    var isSevered = false
    var open: Set<CInt> = []
  }

  /// - Parameter server: folder of the server's socket.
  package init(to server: String) throws {
    self.server = server
    folder = "/tmp/qualifica-proxy-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    cuts = Mutex([])
    listener = unsafe Self.socket(at: folder) { unsafe bind($0, $1, $2) }
    listen(listener, 16)
    Thread.detachNewThread { [listener] in
      while case let client = accept(listener, nil, nil), client >= 0 {
        Thread.detachNewThread { self.serve(client) }
      }
      close(listener)
    }
  }

  /// Lets nothing pass any more and removes the folder. The thread that waits for connections keeps the
  /// proxy until then.
  package func end() {
    sever()
    shutdown(listener, Int32(SHUT_RDWR))
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The next connection that sends `word` is cut there, once.
  package func cut(_ cut: Cut, at word: String) {
    cuts.withLock { $0.append((Array(word.utf8), cut)) }
  }

  /// Ends all connections and lets none pass any more.
  package func sever() {
    line.withLock { line in
      line.isSevered = true
      for socket in line.open { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  /// Lets connections pass again.
  package func restore() { line.withLock { $0.isSevered = false } }

  private func serve(_ client: CInt) {
    let upstream = unsafe Self.socket(at: server) { unsafe connect($0, $1, $2) }
    line.withLock { line in
      line.open.formUnion([client, upstream])
      if line.isSevered { shutdown(client, Int32(SHUT_RDWR)) }
    }
    Thread.detachNewThread {
      self.copy(from: upstream, to: client) { _ in nil }
      shutdown(client, Int32(SHUT_RDWR))
    }
    copy(from: client, to: upstream) { bytes in
      self.cuts.withLock { cuts in
        guard let index = cuts.firstIndex(where: { bytes.contains($0.word) }) else { return nil }
        return cuts.remove(at: index).cut
      }
    }
    shutdown(upstream, Int32(SHUT_RDWR))
    line.withLock { line in
      line.open.subtract([client, upstream])
      close(client)
      close(upstream)
    }
  }

  private func copy(from source: CInt, to target: CInt, _ cut: ([UInt8]) -> Cut?) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = unsafe read(source, &buffer, buffer.count), count > 0 {
      let bytes = Array(buffer[..<count])
      let found = cut(bytes)
      if found == .before { return }
      guard found == nil else {
        // The answer stays here: the journal's end is closed, then the server is told.
        shutdown(source, Int32(SHUT_RDWR))
        _ = unsafe send(target, bytes, count, CInt(MSG_NOSIGNAL))
        usleep(200_000)
        return
      }
      guard unsafe send(target, bytes, count, CInt(MSG_NOSIGNAL)) == count else { return }
    }
  }

  private static func socket(
    at folder: String, _ body: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { path in
      for (index, byte) in "\(folder)/.s.PGSQL.5432".utf8.enumerated() { unsafe path[index] = byte }
    }
    _ = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return descriptor
  }
}
