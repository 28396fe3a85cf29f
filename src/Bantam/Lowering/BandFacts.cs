namespace Bantam.Lowering;

/// <summary>What the lowering of a band must know of all bands.</summary>
/// <param name="Repeats">How often it runs on the same right factors.</param>
/// <param name="Images">How many images of a convolution all bands have; null where that decides about nothing.</param>
internal sealed record BandFacts(int Repeats = 1, int? Images = null);
