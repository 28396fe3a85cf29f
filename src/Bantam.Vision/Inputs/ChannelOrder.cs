namespace Bantam.Vision;

/// <summary>Which channels a network takes, and in which order.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red: what was trained with OpenCV or Caffe often takes this.</summary>
    Bgr,

    /// <summary>One channel: ITU-R BT.601 luma, rounded as Pillow and OpenCV do.</summary>
    Gray,
}
