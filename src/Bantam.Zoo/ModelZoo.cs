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
        SqueezeNet11, MobileNetV2, MobileNetV3Small, MobileNetV3Large, ShuffleNetV2, EfficientNetB0, ResNet18, ResNet20, ResNet50,
    ];

    /// <inheritdoc cref="SqueezeNet"/>
    public static ZooModel SqueezeNet11 => SqueezeNet.Entry;

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

    /// <inheritdoc cref="ResNet"/>
    public static ZooModel ResNet18 => ResNet.R18;

    /// <inheritdoc cref="CifarResNet"/>
    public static ZooModel ResNet20 => CifarResNet.R20;

    /// <inheritdoc cref="ResNet"/>
    public static ZooModel ResNet50 => ResNet.R50;

    /// <summary>The model of a name; null where there is none.</summary>
    public static ZooModel? Find(string name) => All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));
}
