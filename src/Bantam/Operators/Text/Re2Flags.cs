namespace Bantam.Operators.Text;

/// <summary>What letters of a group such as <c>(?i)</c> say.</summary>
/// <param name="IgnoresCase">Whether letters stand for capital and small ones.</param>
/// <param name="IsMultiline">Whether lines have beginnings and ends, not only the text.</param>
/// <param name="HasDotAll">Whether a dot stands for the end of a line too.</param>
internal readonly record struct Re2Flags(bool IgnoresCase, bool IsMultiline, bool HasDotAll);
