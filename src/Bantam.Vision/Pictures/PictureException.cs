namespace Bantam.Vision;

/// <summary>A picture cannot be read or written as asked. The message says where, which rule, and both values.</summary>
/// <param name="message">The sentence.</param>
/// <param name="inner">What it follows from.</param>
public sealed class PictureException(string message, Exception? inner = null) : IOException(message, inner);
