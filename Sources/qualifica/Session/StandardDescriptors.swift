import Foundation

/// What a process inherits from whoever started it.
enum StandardDescriptors {
  /// Makes new files private and usable to their owner, whatever the mask was.
  static func secureFileModes() {
    umask(0o077)
  }

  /// Takes up those that are closed.
  ///
  /// Otherwise the next file to be opened would get their number: messages would be written into a
  /// result file or a connection. What is put there refuses to be read (0) or written (1, 2), as a
  /// closed descriptor does.
  static func secure() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 {
      let access = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY
      // The lowest free number is taken, and all below are open by now.
      _ = unsafe open("/dev/null", access)
    }
  }
}
