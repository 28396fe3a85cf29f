namespace Bantam.Vision;

/// <summary>What becomes of a picture's aspect ratio where it gets the size that a network takes.</summary>
public enum PictureFit
{
    /// <summary>It is given up: each axis is resized by itself.</summary>
    Stretch,

    /// <summary>The picture fills the size, and what then lies outside is cut off, as much on both sides.</summary>
    Crop,

    /// <summary>The whole picture is inside, in the middle, with bars beside it.</summary>
    Letterbox,
}
