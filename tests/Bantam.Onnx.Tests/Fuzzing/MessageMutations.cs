using System.Collections;
using Bantam.Onnx.Protobuf;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Bantam.Onnx.Tests.Fuzzing;

/// <summary>
/// Changes what a model says and leaves its file well-formed, so that rules behind the parser are met: numbers become telling ones, names
/// others of the file (which closes circles), messages are left out, doubled, put elsewhere or into themselves.
/// </summary>
internal static class MessageMutations
{
    private const int DeepestMessage = 40;
    private static readonly long[] Numbers =
        [0, 1, 2, 3, -1, -2, 7, 255, 1 << 20, int.MaxValue, int.MinValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue];

    private static readonly float[] Fractions =
        [0, 1, -1, 0.5f, 1e-30f, 1e30f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0.0f, 65536];

    /// <summary>Another model.</summary>
    public static byte[] Apply(byte[] file, Random random)
    {
        var model = ModelProto.Parser.ParseFrom(file);
        var times = random.Next(1, 4);
        for (var i = 0; i < times; i++) Change(model, random);
        return model.ToByteArray();
    }

    private static void Change(ModelProto model, Random random)
    {
        var places = Places(model, 0).Where(p => !IsEmpty(p.Message, p.Field) || random.Next(8) == 0).ToArray();
        if (places.Length == 0) return;
        var (message, field) = places[random.Next(places.Length)];
        if (field.IsRepeated) Change((IList)field.Accessor.GetValue(message), field, places, random);
        else if (random.Next(8) == 0) field.Accessor.Clear(message);
        else if (Other(field.Accessor.GetValue(message), field, places, random) is { } other) field.Accessor.SetValue(message, other);
    }

    private static void Change(IList items, FieldDescriptor field, (IMessage Message, FieldDescriptor Field)[] places, Random random)
    {
        var at = random.Next(items.Count + 1);
        switch (items.Count == 0 ? 0 : random.Next(5))
        {
            case 0:
                if (Other(null, field, places, random) is { } added) items.Insert(at, added);
                break;
            case 1: items.RemoveAt(Math.Min(at, items.Count - 1)); break;
            case 2: items.Insert(at, Copy(items[random.Next(items.Count)]!)); break;
            case 3:
                var (first, second) = (random.Next(items.Count), random.Next(items.Count));
                (items[first], items[second]) = (items[second], items[first]);
                break;
            default:
                at = random.Next(items.Count);
                if (Other(items[at], field, places, random) is { } other) items[at] = other;
                break;
        }
    }

    /// <summary>What might stand in a field instead.</summary>
    private static object? Other(object? present, FieldDescriptor field, (IMessage Message, FieldDescriptor Field)[] places, Random random)
    {
        var number = Numbers[random.Next(Numbers.Length)];
        if (present is long near && random.Next(3) == 0) number = unchecked(near + random.Next(-2, 3));
        switch (field.FieldType)
        {
            case FieldType.Int64: return number;
            case FieldType.UInt64: return unchecked((ulong)number);
            case FieldType.Int32: return unchecked((int)number);
            case FieldType.Float: return Fractions[random.Next(Fractions.Length)];
            case FieldType.Double: return (double)Fractions[random.Next(Fractions.Length)];
            case FieldType.Enum: return Enum.ToObject(field.EnumType.ClrType, random.Next(-1, 25));
            case FieldType.Bytes:
                var bytes = (present as ByteString ?? ByteString.Empty).ToByteArray();
                return ByteString.CopyFrom(random.Next(2) == 0 ? bytes[..random.Next(bytes.Length + 1)] : [.. bytes, .. bytes]);
            default:
                var others = places.Where(p => IsLike(p.Field, field)).SelectMany(p => Items(p.Message, p.Field)).ToArray();
                return others.Length == 0 ? null : Copy(others[random.Next(others.Length)]);
        }
    }

    private static object Copy(object value) =>
        value is IMessage message ? message.Descriptor.Parser.ParseFrom(message.ToByteArray()) : value;

    private static bool IsLike(FieldDescriptor field, FieldDescriptor other) => field.FieldType == other.FieldType
        && (field.FieldType != FieldType.Message || field.MessageType == other.MessageType);

    private static bool IsEmpty(IMessage message, FieldDescriptor field) => !Items(message, field).Any();

    private static IEnumerable<object> Items(IMessage message, FieldDescriptor field) => field.Accessor.GetValue(message) switch
    {
        IList list => list.Cast<object>(),
        null or "" => [],
        var value => [value],
    };

    /// <summary>All fields of all messages, those of a long list of numbers once.</summary>
    private static IEnumerable<(IMessage Message, FieldDescriptor Field)> Places(IMessage message, int depth)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            yield return (message, field);
            if (field.FieldType != FieldType.Message || depth > DeepestMessage) continue;
            foreach (var inner in Items(message, field).OfType<IMessage>().ToArray())
                foreach (var place in Places(inner, depth + 1))
                    yield return place;
        }
    }
}
