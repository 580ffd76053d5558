import "./styles/embed.css";
