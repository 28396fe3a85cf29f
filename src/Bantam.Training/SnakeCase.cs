using System.Text;

namespace Bantam.Training;

/// <summary>Names in small letters, as Keras writes them.</summary>
internal static class SnakeCase
{
    /// <summary>The name of a type: <c>max_pooling2d</c>, <c>kl_divergence</c>, <c>re_lu</c>.</summary>
    public static string Of(Type type)
    {
        var name = type.Name;
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isWord = i > 0 && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && !char.IsUpper(name[i + 1])));
            if (isWord) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
