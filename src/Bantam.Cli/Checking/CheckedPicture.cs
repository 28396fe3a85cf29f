using Bantam.Vision;

namespace Bantam.Cli.Checking;

/// <summary>A picture of a data set, and what was seen of it.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Index">Its place there.</param>
/// <param name="IsTest">Whether it is one to test with.</param>
internal sealed record CheckedPicture(ImageFolder Folder, int Index, bool IsTest)
{
    /// <summary>Its path.</summary>
    public string Path => Folder.Files[Index].Path;

    /// <summary>The name of its class.</summary>
    public string Class => Folder.Classes[Folder.Files[Index].Label];

    /// <summary>What is wrong with the file; null where it can be read.</summary>
    public string? Problem { get; init; }

    /// <summary>A digest of its size and pixels, equal for equal ones.</summary>
    public string Digest { get; init; } = "";

    /// <summary>What it looks like.</summary>
    public PictureHash Hash { get; init; }
}
