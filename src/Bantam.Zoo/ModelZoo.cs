using Bantam.Zoo.Models;

namespace Bantam.Zoo;

/// <summary>
/// Well-known models, each made by a line: <c>ModelZoo.MobileNetV2.Create(classes: 10, seed: 1)</c>. Architectures are those of the
/// reference implementations; weights are random, of a scale at which what flows through them neither grows nor vanishes.
/// </summary>
public static class ModelZoo
{
    /// <summary>All models.</summary>
    public static IReadOnlyList<ZooModel> All { get; } =
    [
        SqueezeNet11, MobileNetV1, MobileNetV2, MobileNetV3Small, MobileNetV3Large, ShuffleNetV2, EfficientNetB0, NasNetMobile,
        ResNet20, ResNet18, ResNet50, DenseNet121, InceptionV3, Xception, Vgg16, YoloV3Tiny, VitTiny16,
    ];

    /// <inheritdoc cref="SqueezeNet"/>
    public static ZooModel SqueezeNet11 => SqueezeNet.Entry;

    /// <inheritdoc cref="Models.MobileNetV1"/>
    public static ZooModel MobileNetV1 => Models.MobileNetV1.Entry;

    /// <inheritdoc cref="Models.MobileNetV2"/>
    public static ZooModel MobileNetV2 => Models.MobileNetV2.Entry;

    /// <inheritdoc cref="MobileNetV3"/>
    public static ZooModel MobileNetV3Small => MobileNetV3.Small;

    /// <inheritdoc cref="MobileNetV3"/>
    public static ZooModel MobileNetV3Large => MobileNetV3.Large;

    /// <inheritdoc cref="Models.ShuffleNetV2"/>
    public static ZooModel ShuffleNetV2 => Models.ShuffleNetV2.Entry;

    /// <inheritdoc cref="EfficientNet"/>
    public static ZooModel EfficientNetB0 => EfficientNet.B0;

    /// <inheritdoc cref="NasNet"/>
    public static ZooModel NasNetMobile => NasNet.Mobile;

    /// <inheritdoc cref="CifarResNet"/>
    public static ZooModel ResNet20 => CifarResNet.R20;

    /// <inheritdoc cref="ResNet"/>
    public static ZooModel ResNet18 => ResNet.R18;

    /// <inheritdoc cref="ResNet"/>
    public static ZooModel ResNet50 => ResNet.R50;

    /// <inheritdoc cref="DenseNet"/>
    public static ZooModel DenseNet121 => DenseNet.D121;

    /// <inheritdoc cref="Models.InceptionV3"/>
    public static ZooModel InceptionV3 => Models.InceptionV3.Entry;

    /// <inheritdoc cref="Models.Xception"/>
    public static ZooModel Xception => Models.Xception.Entry;

    /// <inheritdoc cref="Vgg"/>
    public static ZooModel Vgg16 => Vgg.V16;

    /// <inheritdoc cref="TinyYolo"/>
    public static ZooModel YoloV3Tiny => TinyYolo.V3;

    /// <inheritdoc cref="VisionTransformer"/>
    public static ZooModel VitTiny16 => VisionTransformer.Tiny;

    /// <summary>The model of a name; null where there is none.</summary>
    public static ZooModel? Find(string name) => All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));
}
