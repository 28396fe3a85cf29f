namespace Bantam.Vision;

/// <summary>What a detector leaves out, and what it calls what is left.</summary>
public sealed record DetectorOptions
{
    /// <summary>What becomes of pictures; null for what follows from the model and the format.</summary>
    public ImageInput? Input { get; init; }

    /// <summary>What a score must reach, 0 to 1.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>The largest intersection over union that two boxes of a class may have.</summary>
    public float Overlap { get; init; } = 0.45f;

    /// <summary>What becomes of boxes that share more.</summary>
    public Suppression Suppression { get; init; }

    /// <summary>How much is found in a picture at most.</summary>
    public int MostDetections { get; init; } = 300;

    /// <summary>The names of the classes, without the background.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
