/// What one call of a decoder did.
struct DecodeStep {
  enum Standing {
    /// Within a compressed frame.
    case inside
    /// Behind a whole frame; another may follow.
    case betweenFrames
    /// What was read is not what a compressor writes.
    case damaged
  }

  /// Compressed bytes taken in.
  var consumed: Int
  /// Bytes of text given out.
  var produced: Int
  var standing: Standing
}
