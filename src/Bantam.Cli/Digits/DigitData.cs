using Bantam.Training.Data;

namespace Bantam.Cli.Digits;

/// <summary>Pictures of digits to learn from and to test with. Fields: <c>image</c>, UInt8[28,28,1], and <c>label</c>, UInt8.</summary>
/// <param name="Name">Where they come from, for people.</param>
/// <param name="Training">The samples to learn from; read when first asked for.</param>
/// <param name="Test">The samples to test with; read when first asked for.</param>
internal sealed record DigitData(string Name, Lazy<ArrayDataset> Training, Lazy<ArrayDataset> Test);
