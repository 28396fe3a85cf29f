namespace Bantam.Vision;

/// <summary>What becomes of boxes that share much with others of higher scores; see <see cref="NonMaxSuppression"/>.</summary>
public enum Suppression
{
    /// <summary>They are left out.</summary>
    Hard,

    /// <summary>Their scores fall by what they share.</summary>
    SoftLinear,

    /// <summary>Their scores fall by a Gaussian of what they share, however little.</summary>
    SoftGaussian,
}
