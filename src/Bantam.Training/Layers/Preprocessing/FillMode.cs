namespace Bantam.Training.Layers;

/// <summary>What lies outside of an image.</summary>
public enum FillMode
{
    /// <summary>The image in a mirror, its edge included: d c b a | a b c d | d c b a.</summary>
    Reflect,

    /// <summary>The pixel on the edge: a a a | a b c d | d d d.</summary>
    Nearest,

    /// <summary>Zeros.</summary>
    Constant,
}
