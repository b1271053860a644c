import Glibc

// The calls of the system that take a path, each given the bytes that the path stands for (see
// ``SystemPath``). Within this module they stand in front of the system's own of the same names.

@unsafe func open(_ path: String, _ flags: CInt, _ mode: mode_t) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.open($0, flags, mode) }
}

@unsafe func lstat(_ path: String, _ status: UnsafeMutablePointer<stat>) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.lstat($0, status) }
}

/// stat(2); the name itself is that of a type.
@unsafe func statFollowing(_ path: String, _ status: UnsafeMutablePointer<stat>) -> CInt {
  unsafe path.withSystemPath { unsafe fstatat(AT_FDCWD, $0, status, 0) }
}

@unsafe func access(_ path: String, _ mode: CInt) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.access($0, mode) }
}

@unsafe func mkdir(_ path: String, _ mode: mode_t) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.mkdir($0, mode) }
}

@unsafe func chmod(_ path: String, _ mode: mode_t) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.chmod($0, mode) }
}

@unsafe func unlink(_ path: String) -> CInt {
  unsafe path.withSystemPath { unsafe Glibc.unlink($0) }
}

@unsafe func rename(_ old: String, _ new: String) -> CInt {
  unsafe old.withSystemPath { old in unsafe new.withSystemPath { unsafe Glibc.rename(old, $0) } }
}

@unsafe func linkat(
  _ oldFolder: CInt, _ old: String, _ newFolder: CInt, _ new: String, _ flags: CInt
) -> CInt {
  unsafe old.withSystemPath { old in
    unsafe new.withSystemPath { unsafe Glibc.linkat(oldFolder, old, newFolder, $0, flags) }
  }
}

@unsafe func opendir(_ path: String) -> OpaquePointer? {
  unsafe path.withSystemPath { unsafe Glibc.opendir($0) }
}

extension String {
  /// Calls `body` with the bytes that the path stands for, and a zero behind them.
  fileprivate func withSystemPath<Result>(
    _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    guard !SystemPath.isPlain(self) else { return unsafe withCString(body) }
    let bytes = SystemPath.bytes(of: self).map(CChar.init(bitPattern:)) + [0]
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("it has a zero at least") }
      return unsafe body(base)
    }
  }
}
